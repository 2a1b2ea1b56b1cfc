using InitLab.Primitives.Quadrature;
using Xunit;

namespace InitLab.Tests.Primitives.Quadrature;

public sealed class GaussKronrodTests
{
    // A 21-point Kronrod rule is exact up to degree 3 * 10 + 1 = 31; an error in any digit of a node or weight shows.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(30)]
    [InlineData(31)]
    public void Powers_up_to_31_are_integrated_to_rounding(int power)
    {
        Panel panel = GaussKronrod.Integrate(x => Math.Pow(x, power), -1, 1.5);
        double expected = (Math.Pow(1.5, power + 1) - Math.Pow(-1, power + 1)) / (power + 1);
        Assert.Equal(expected, panel.Integral, 1e-14 * panel.Size);
    }

    [Fact]
    public void The_error_of_a_kink_is_not_hidden()
    {
        Panel panel = GaussKronrod.Integrate(x => Math.Abs(x - 0.3), -1, 1);
        double truth = 0.5 * (1.3 * 1.3 + 0.7 * 0.7);
        Assert.InRange(Math.Abs(panel.Integral - truth), 1e-5, panel.Error);
    }

    [Fact]
    public void The_size_is_the_integral_of_the_absolute_value() =>
        Assert.Equal(6, GaussKronrod.Integrate(Math.Sin, 0, Math.PI).Size + GaussKronrod.Integrate(x => -2 * Math.Sin(x), 0, Math.PI).Size, 1e-13);
}
