using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>
/// A normal value conditioned on lying between two bounds, exactly: the inverse distribution function at a uniform point
/// between the bounds' probabilities. Always computed in double, since the bounds may lie far in a tail.
/// </summary>
internal readonly struct TruncatedNormalDistribution : IDistribution
{
    private readonly double mean, scale, lower, upper, start, mass;

    /// <summary>Bounds are in standard deviations from the mean.</summary>
    internal TruncatedNormalDistribution(double mean, double standardDeviation, double lower, double upper)
    {
        // An interval right of zero is drawn as its mirror image, where probabilities keep their digits.
        bool mirrored = lower > 0;
        this.mean = mean;
        scale = mirrored ? -standardDeviation : standardDeviation;
        (this.lower, this.upper) = mirrored ? (-upper, -lower) : (lower, upper);
        start = TruncatedNormalMoments.Below(this.lower);
        mass = TruncatedNormalMoments.Below(this.upper) - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Map(Vector512<uint> bits)
    {
        const double Unit = 1.0 / (1L << 32);
        return Vector512.Narrow(
            At(UnitInterval.ToDouble(Vector512.WidenLower(bits)), Unit), At(UnitInterval.ToDouble(Vector512.WidenUpper(bits)), Unit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Map(Vector512<ulong> bits) => At(UnitInterval.ToDouble(bits >>> 12), 1.0 / (1L << 52));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> At(Vector512<double> k, double unit)
    {
        Vector512<double> half = Vector512.Create(0.5);
        Vector512<double> below = Fused.MultiplyAdd((k + half) * unit, Vector512.Create(mass), Vector512.Create(start));
        Vector512<double> q = half - below;
        Vector512<double> p = Vector512.Min(below, Vector512<double>.One - below);
        Vector512<double> z = NormalQuantile.Upper(p, Vector512.Abs(q));
        z = Vector512.ConditionalSelect(Vector512.GreaterThan(q, Vector512<double>.Zero), -z, z);
        z = Vector512.Min(Vector512.Max(z, Vector512.Create(lower)), Vector512.Create(upper));
        return Fused.MultiplyAdd(z, Vector512.Create(scale), Vector512.Create(mean));
    }
}
