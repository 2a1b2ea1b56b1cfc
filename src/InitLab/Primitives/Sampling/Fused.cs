using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace InitLab.Primitives.Sampling;

/// <summary>a b + c in one rounding where the processor can; elsewhere in two, since rounding once in software is fifty times slower.</summary>
internal static class Fused
{
    private static bool IsFast => Fma.IsSupported || Avx512F.IsSupported || AdvSimd.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        IsFast ? Vector512.FusedMultiplyAdd(a, b, c) : a * b + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        IsFast ? Vector512.FusedMultiplyAdd(a, b, c) : a * b + c;
}
