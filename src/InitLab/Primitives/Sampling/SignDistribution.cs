using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>+1 or -1 with equal probability, from the top bit.</summary>
internal readonly struct SignDistribution : IDistribution
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Map(Vector512<uint> bits) =>
        ((bits & Vector512.Create(0x80000000u)) | Vector512<float>.One.AsUInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Map(Vector512<ulong> bits) =>
        ((bits & Vector512.Create(0x8000000000000000u)) | Vector512<double>.One.AsUInt64()).AsDouble();
}
