using InitLab.Primitives;
using Xunit;

namespace InitLab.Tests.Primitives;

public sealed class GaussHermiteTests
{
    [Fact]
    public void The_rule_of_three_points_is_the_known_one()
    {
        var rule = new GaussHermite(3);
        Equal([-Math.Sqrt(3), 0, Math.Sqrt(3)], rule.Nodes);
        Equal([1 / 6.0, 2 / 3.0, 1 / 6.0], rule.Weights);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(256)]
    public void Polynomials_up_to_degree_2n_minus_1_are_exact(int points)
    {
        // Even moments are 1, 1, 3, 15, 105, ...; beyond 2^40 rounding in the powers, not the rule, decides.
        var rule = new GaussHermite(points);
        double expected = 1;
        for (int power = 0; power < Math.Min(2 * points, 24); power += 2)
        {
            Assert.Equal(expected, rule.Expect(x => Math.Pow(x, power)), 1e-13 * expected);
            Assert.Equal(0, rule.Expect(x => Math.Pow(x, power + 1)), 1e-12 * expected * (power + 1));
            expected *= power + 1;
        }
    }

    [Fact]
    public void A_polynomial_of_degree_2n_is_not_exact() =>
        Assert.NotEqual(15, new GaussHermite(3).Expect(x => Math.Pow(x, 6)), 0.1);

    [Fact]
    public void Smooth_functions_agree_with_the_adaptive_quadrature()
    {
        var rule = new GaussHermite(100);
        Assert.Equal(GaussianExpectation.Of(x => Math.Tanh(x) * Math.Tanh(x), 0.5).Value, rule.Expect(x => Math.Tanh(x) * Math.Tanh(x), 0.5), 1e-11);
        Assert.Equal(Math.Exp(1), rule.Expect(Math.Exp, 2), 1e-14);
    }

    [Fact]
    public void A_number_of_points_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussHermite(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussHermite(257));
    }

    private static void Equal(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-15);
    }
}
