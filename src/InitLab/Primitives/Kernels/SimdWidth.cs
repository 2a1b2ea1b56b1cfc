using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Kernels;

/// <summary>Bits of a vector register.</summary>
internal enum SimdWidth
{
    /// <summary>No vectors: plain loops.</summary>
    None = 0,

    /// <summary>SSE or NEON.</summary>
    Bits128 = 128,

    /// <summary>AVX2.</summary>
    Bits256 = 256,

    /// <summary>AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>What this machine has.</summary>
internal static class SimdWidths
{
    /// <summary>The widest vectors that the hardware runs fast.</summary>
    public static SimdWidth Best =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Bits128
        : SimdWidth.None;
}
