using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>Random bits as exact multiples of a power of two.</summary>
internal static class UnitInterval
{
    private const ulong TwoTo52AsBits = 0x4330000000000000;
    private const double TwoTo52 = 4503599627370496;

    /// <summary>Whole numbers below 2^52 as doubles: put into the mantissa of 2^52, which every machine does fast.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ToDouble(Vector512<ulong> below2To52) =>
        (below2To52 | Vector512.Create(TwoTo52AsBits)).AsDouble() - Vector512.Create(TwoTo52);
}
