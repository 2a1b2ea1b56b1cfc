using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>Uniform on [low, high): low + (high - low) u with u a multiple of 2^-24 (float) or 2^-52 (double).</summary>
internal readonly struct UniformDistribution(double low, double high) : IDistribution
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Map(Vector512<uint> bits)
    {
        Vector512<float> u = Vector512.ConvertToSingle((bits >>> 8).AsInt32()) * (1f / (1 << 24));
        Vector512<float> value = Fused.MultiplyAdd(u, Vector512.Create((float)(high - low)), Vector512.Create((float)low));
        // The last rounding may reach the upper end.
        return Vector512.Min(value, Vector512.Create(LastBelow((float)high, (float)low)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Map(Vector512<ulong> bits)
    {
        Vector512<double> u = UnitInterval.ToDouble(bits >>> 12) * (1.0 / (1L << 52));
        Vector512<double> value = Fused.MultiplyAdd(u, Vector512.Create(high - low), Vector512.Create(low));
        return Vector512.Min(value, Vector512.Create(LastBelow(high, low)));
    }

    private static float LastBelow(float high, float low) => high > low ? MathF.BitDecrement(high) : low;

    private static double LastBelow(double high, double low) => high > low ? Math.BitDecrement(high) : low;
}
