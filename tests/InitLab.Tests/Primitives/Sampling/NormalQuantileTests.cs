using System.Runtime.Intrinsics;
using InitLab.Primitives.Sampling;
using MathNet.Numerics;
using Xunit;

namespace InitLab.Tests.Primitives.Sampling;

public sealed class NormalQuantileTests
{
    // A relative error e in z moves p by about (1 + z^2) e, so the error of p is measured against that.
    [Fact]
    public void In_double_the_tail_beyond_the_quantile_holds_the_probability_to_1e_14()
    {
        for (double exponent = -300; exponent < -0.302; exponent += 0.01)
        {
            double p = Math.Pow(10, exponent);
            double z = NormalQuantile.Upper(Vector512.Create(p), Vector512.Create(0.5 - p))[0];
            double error = (UpperTail(z) / p - 1) / (1 + z * z);
            Assert.True(Math.Abs(error) < 1e-14, $"p = {p:R}: z = {z:R}, error {error:E2}");
        }
    }

    [Fact]
    public void In_float_the_tail_beyond_the_quantile_holds_the_probability_to_4e_7()
    {
        for (double exponent = -10.5; exponent < -0.302; exponent += 0.001)
        {
            float p = (float)Math.Pow(10, exponent);
            float z = NormalQuantile.Upper(Vector512.Create(p), Vector512.Create((float)(0.5 - p)))[0];
            double error = (UpperTail(z) / p - 1) / (1 + z * z);
            Assert.True(Math.Abs(error) < 4e-7, $"p = {p:R}: z = {z:R}, error {error:E2}");
        }
    }

    // 0.6744897501960817 and 1.959963984540054 are the quartile and the 97.5 % point, as tabled.
    [Theory]
    [InlineData(0.25, 0.6744897501960817)]
    [InlineData(0.025, 1.9599639845400545)]
    [InlineData(1e-9, 5.9978070150076865)]
    public void Tabled_points_are_met(double p, double expected) =>
        Assert.Equal(expected, NormalQuantile.Upper(Vector512.Create(p), Vector512.Create(0.5 - p))[0], 4e-15 * expected);

    [Fact]
    public void Lanes_that_need_different_pieces_do_not_disturb_each_other()
    {
        double[] p = [0.5, 0.4, 0.2, 0.075, 0.01, 1e-6, 1e-12, 1e-200];
        Vector512<double> together = NormalQuantile.Upper(Vector512.Create(p), Vector512.Create(0.5) - Vector512.Create(p));
        for (int i = 0; i < p.Length; i++)
            Assert.Equal(NormalQuantile.Upper(Vector512.Create(p[i]), Vector512.Create(0.5 - p[i]))[i], together[i]);
    }

    private static double UpperTail(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);
}
