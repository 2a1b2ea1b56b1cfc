using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>The upper quantile of the standard normal distribution: z >= 0 with P(Z > z) = p for p in (0, 1/2].</summary>
/// <remarks>
/// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), routines
/// PPND7 (relative error 1e-7, for float) and PPND16 (1e-16, for double). The caller gives q = 1/2 - p beside p, so that neither
/// the middle nor the tail loses digits. Both pieces are computed for every lane and share one division.
/// </remarks>
internal static class NormalQuantile
{
    private const double CentralHalfWidth = 0.425, CentralShift = 0.180625, TailShift = 1.6, FarTailFrom = 5;

    /// <summary>Single precision, for p of at least 1.4e-11 (the end of PPND7's second piece).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Upper(Vector512<float> p, Vector512<float> q)
    {
        Vector512<float> r = Vector512.Create((float)CentralShift) - q * q;
        Vector512<float> numerator = q * Polynomial(r, 59.109374720f, 159.29113202f, 50.434271938f, 3.3871327179f);
        Vector512<float> denominator = Polynomial(r, 67.187563600f, 78.757757664f, 17.895169469f, 1);

        Vector512<float> t = Vector512.Sqrt(-VectorLogarithm.Log(p)) - Vector512.Create((float)TailShift);
        Vector512<float> tailNumerator = Polynomial(t, 0.17023821103f, 1.3067284816f, 2.7568153900f, 1.4234372777f);
        Vector512<float> tailDenominator = Polynomial(t, 0.12021132975f, 0.73700164250f, 1);

        Vector512<float> central = Vector512.LessThanOrEqual(q, Vector512.Create((float)CentralHalfWidth));
        return Vector512.ConditionalSelect(central, numerator, tailNumerator)
            / Vector512.ConditionalSelect(central, denominator, tailDenominator);
    }

    /// <summary>Double precision, for p down to 1e-306, where numbers become subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Upper(Vector512<double> p, Vector512<double> q)
    {
        Vector512<double> r = Vector512.Create(CentralShift) - q * q;
        Vector512<double> numerator = q * Polynomial(
            r, 2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
            1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e0);
        Vector512<double> denominator = Polynomial(
            r, 5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
            5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1);

        Vector512<double> root = Vector512.Sqrt(-VectorLogarithm.Log(p));
        Vector512<double> t = root - Vector512.Create(TailShift);
        Vector512<double> tailNumerator = Polynomial(
            t, 7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
            3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0);
        Vector512<double> tailDenominator = Polynomial(
            t, 1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
            6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1);

        Vector512<double> central = Vector512.LessThanOrEqual(q, Vector512.Create(CentralHalfWidth));
        Vector512<double> z = Vector512.ConditionalSelect(central, numerator, tailNumerator)
            / Vector512.ConditionalSelect(central, denominator, tailDenominator);

        Vector512<double> far = Vector512.GreaterThan(root, Vector512.Create(FarTailFrom));
        return far == Vector512<double>.Zero ? z : Vector512.ConditionalSelect(far, FarTail(root), z);
    }

    /// <summary>The third piece: a lane in 10^11 comes here, so it stays out of the loop's code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> FarTail(Vector512<double> root)
    {
        Vector512<double> t = root - Vector512.Create(FarTailFrom);
        return Polynomial(
            t, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
            2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0)
            / Polynomial(
            t, 2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
            1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Polynomial(Vector512<float> x, float c2, float c1, float c0) =>
        Step(Step(Vector512.Create(c2), x, c1), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Polynomial(Vector512<float> x, float c3, float c2, float c1, float c0) =>
        Step(Polynomial(x, c3, c2, c1), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(
        Vector512<double> x, double c7, double c6, double c5, double c4, double c3, double c2, double c1, double c0) =>
        Step(Step(Step(Step(Step(Step(Step(Vector512.Create(c7), x, c6), x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Step(Vector512<float> value, Vector512<float> x, float next) =>
        Fused.MultiplyAdd(value, x, Vector512.Create(next));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Step(Vector512<double> value, Vector512<double> x, double next) =>
        Fused.MultiplyAdd(value, x, Vector512.Create(next));
}
