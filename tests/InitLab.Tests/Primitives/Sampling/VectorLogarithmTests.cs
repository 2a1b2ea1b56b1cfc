using System.Runtime.Intrinsics;
using InitLab.Primitives.Sampling;
using Xunit;

namespace InitLab.Tests.Primitives.Sampling;

public sealed class VectorLogarithmTests
{
    // Near x = 1 the logarithm's relative error is that of m - 1, which is exact; so the bounds are relative everywhere: three units in the
    // last place of float (6e-8) and of double (1.1e-16).
    [Fact]
    public void Logarithms_are_right_to_the_last_digits()
    {
        for (double exponent = -37; exponent < 37; exponent += 0.00731)
        {
            float x = (float)Math.Pow(10, exponent);
            Assert.Equal(1, VectorLogarithm.Log(Vector512.Create(x))[3] / Math.Log(x), 1.8e-7);
        }
        for (double exponent = -306; exponent < 306; exponent += 0.0373)
        {
            double x = Math.Pow(10, exponent);
            Assert.Equal(1, VectorLogarithm.Log(Vector512.Create(x))[5] / Math.Log(x), 3.4e-16);
        }
    }

    [Fact]
    public void Numbers_around_one_and_the_ends_of_the_range_are_right()
    {
        foreach (double x in new[] { 0.5, 0.70710678118654746, 0.70710678118654757, 1 - 1e-12, 1 + 1e-12, 1.4142135623730949, 1.4142135623730951, 2, 1e-300 })
            Assert.Equal(1, VectorLogarithm.Log(Vector512.Create(x))[0] / Math.Log(x), 3.4e-16);
        Assert.Equal(0, VectorLogarithm.Log(Vector512<double>.One)[0]);
        Assert.Equal(0f, VectorLogarithm.Log(Vector512<float>.One)[0]);
    }
}
