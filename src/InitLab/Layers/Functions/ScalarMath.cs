namespace InitLab.Layers;

/// <summary>Functions of one number that keep their digits near zero, where Math.NET's Expm1 is off by 1e-8 and .NET's ExpM1 and LogP1 are plain differences.</summary>
/// <remarks>The rounding error of the exponential, or of 1 + x, is divided out. Source: N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd ed., SIAM 2002, section 1.14.1.</remarks>
internal static class ScalarMath
{
    /// <summary>eˣ - 1.</summary>
    public static double Expm1(double x)
    {
        double y = Math.Exp(x);
        return Math.Abs(x) > 1 ? y - 1 : y == 1 ? x : (y - 1) * x / Math.Log(y);
    }

    /// <summary>log(1 + x).</summary>
    public static double Log1p(double x)
    {
        double y = 1 + x;
        return y == 1 ? x : Math.Log(y) * x / (y - 1);
    }
}
