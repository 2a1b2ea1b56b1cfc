using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>
/// Normal by the inverse of its distribution function: the top bit is the sign, the others a tail probability (k + 1/2) / 2^32
/// for float, which reaches 6.3 standard deviations, and (k + 1/2) / 2^53 for double, which reaches 8.2.
/// </summary>
internal readonly struct NormalDistribution(double mean, double standardDeviation) : IDistribution
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Map(Vector512<uint> bits)
    {
        const float Unit = 1f / (1L << 32);
        Vector512<uint> sign = bits & Vector512.Create(0x80000000u);
        Vector512<int> k = (bits ^ sign).AsInt32();
        Vector512<float> half = Vector512.Create(Unit / 2), unit = Vector512.Create(Unit);
        Vector512<float> p = Fused.MultiplyAdd(Vector512.ConvertToSingle(k), unit, half);
        Vector512<float> q = Fused.MultiplyAdd(Vector512.ConvertToSingle(Vector512.Create(int.MaxValue) - k), unit, half);
        Vector512<float> z = (NormalQuantile.Upper(p, q).AsUInt32() ^ sign).AsSingle();
        return Fused.MultiplyAdd(z, Vector512.Create((float)standardDeviation), Vector512.Create((float)mean));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Map(Vector512<ulong> bits)
    {
        const double Unit = 1.0 / (1L << 53);
        Vector512<ulong> sign = bits & Vector512.Create(0x8000000000000000u);
        Vector512<double> p = (UnitInterval.ToDouble((bits ^ sign) >>> 11) + Vector512.Create(0.5)) * Unit;
        Vector512<double> z = (NormalQuantile.Upper(p, Vector512.Create(0.5) - p).AsUInt64() ^ sign).AsDouble();
        return Fused.MultiplyAdd(z, Vector512.Create(standardDeviation), Vector512.Create(mean));
    }
}
