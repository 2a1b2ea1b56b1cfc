using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>1 with a given probability, else 0; the probability is met to within 2^-32, and 0 and 1 are exact.</summary>
internal readonly struct BernoulliDistribution : IDistribution
{
    private readonly uint last;
    private readonly bool never;

    internal BernoulliDistribution(double probability)
    {
        ulong count = (ulong)Math.Round(probability * (1L << 32));
        never = count == 0;
        last = never ? 0 : (uint)(count - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Map(Vector512<uint> bits)
    {
        Vector512<uint> one = never ? Vector512<uint>.Zero : Vector512<float>.One.AsUInt32();
        return (Vector512.LessThanOrEqual(bits, Vector512.Create(last)) & one).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Map(Vector512<ulong> bits)
    {
        Vector512<ulong> one = never ? Vector512<ulong>.Zero : Vector512<double>.One.AsUInt64();
        return (Vector512.LessThanOrEqual(bits >>> 32, Vector512.Create((ulong)last)) & one).AsDouble();
    }
}
