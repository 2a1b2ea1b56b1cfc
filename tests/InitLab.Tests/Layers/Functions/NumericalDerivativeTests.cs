using InitLab.Layers;
using Xunit;

namespace InitLab.Tests.Layers;

public class NumericalDerivativeTests
{
    [Theory]
    [InlineData(1, 2e-12)]
    [InlineData(2, 5e-10)]
    [InlineData(3, 1e-7)]
    public void Derivatives_of_known_functions_come_out_to_the_documented_digits(int order, double tolerance)
    {
        var exponential = new NumericalDerivative(Math.Exp, []);
        var sine = new NumericalDerivative(x => Math.Sin(4 * x), []);
        var pole = new NumericalDerivative(x => 1 / (1 + x * x), []);
        for (double x = -3; x < 3; x += 0.17)
        {
            Assert.Equal(Math.Exp(x), exponential.At(order, x), tolerance * Math.Max(1, Math.Exp(x)));
            double scale = Math.Pow(4, order);
            Assert.Equal(scale * Math.Sin(4 * x + order * Math.PI / 2), sine.At(order, x), tolerance * scale);
            Assert.Equal(Inverse(order, x), pole.At(order, x), tolerance * 4);
        }
    }

    [Fact]
    public void Windows_stay_on_one_side_of_a_kink()
    {
        var bent = new NumericalDerivative(x => Math.Abs(x) * Math.Exp(x), [0]);
        foreach (double x in new[] { -1, -0.3, -1e-3, -1e-7, 1e-9, 1e-4, 0.2, 2 })
            Assert.Equal(Math.Sign(x) * (1 + x) * Math.Exp(x), bent.At(1, x), 1e-10 * Math.Exp(x));
        Assert.Equal(-1, bent.At(1, 0), 1e-10);
    }

    [Fact]
    public void A_function_that_is_not_finite_everywhere_is_differentiated_where_it_is() =>
        Assert.Equal(10, new NumericalDerivative(Math.Log, []).At(1, 0.1), 1e-9);

    // 1 / (1 + x²) = Im 1 / (i - x)... as derivatives of the imaginary part of -1 / (x + i).
    private static double Inverse(int order, double x)
    {
        var power = System.Numerics.Complex.Pow(new System.Numerics.Complex(x, 1), -order - 1);
        double factorial = Enumerable.Range(1, order).Aggregate(1.0, (a, b) => a * b);
        return (-power * factorial * Math.Pow(-1, order)).Imaginary;
    }
}
