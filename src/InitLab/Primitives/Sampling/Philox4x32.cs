using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace InitLab.Primitives.Sampling;

/// <summary>
/// Philox 4x32-10: ten rounds of multiplication and exclusive-or that turn a 128-bit counter and a 64-bit key into 128 random
/// bits. Any block is had without the ones before it.
/// </summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. One round, with
/// M0, M1 the multipliers and k the round's key: x0' = hi(M1 x2) ^ x1 ^ k0, x1' = lo(M1 x2), x2' = hi(M0 x0) ^ x3 ^ k1,
/// x3' = lo(M0 x0).
/// </remarks>
internal static class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9, KeyStep1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Blocks made side by side, one in each 64-bit lane.</summary>
    internal const int Lanes = 8;

    /// <summary>64-bit words in a group of <see cref="Lanes"/> blocks.</summary>
    internal const int WordsPerGroup = 2 * Lanes;

    /// <summary>One block: the plain form, for keys and as the oracle of the vector form.</summary>
    /// <param name="low">Counter words 0 (low half) and 1 (high half).</param>
    /// <param name="high">Counter words 2 (low half) and 3 (high half).</param>
    /// <param name="key">Key words 0 (low half) and 1 (high half).</param>
    /// <returns>Result words 0 and 1, then 2 and 3, each pair with its first word in the low half.</returns>
    internal static (ulong Low, ulong High) Block(ulong low, ulong high, ulong key)
    {
        uint x0 = (uint)low, x1 = (uint)(low >> 32), x2 = (uint)high, x3 = (uint)(high >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * x0, product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ k1, (uint)product0);
            k0 += KeyStep0;
            k1 += KeyStep1;
        }
        return (x0 | ((ulong)x1 << 32), x2 | ((ulong)x3 << 32));
    }

    /// <summary>
    /// The blocks of the counters <paramref name="counter"/> to <paramref name="counter"/> + 7: their first words, then their
    /// second, in the order of the counters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<ulong> Low, Vector512<ulong> High) Group(ulong counter, ulong high, ulong key)
    {
        // Every 32-bit word sits in the low half of a 64-bit lane. The upper halves carry rubbish that the widening product
        // ignores, which spares the shuffles of the packed form.
        Vector512<ulong> low = Vector512.Create(counter) + Vector512<ulong>.Indices;
        Vector512<ulong> x0 = low, x1 = low >>> 32;
        Vector512<ulong> x2 = Vector512.Create(high), x3 = Vector512.Create(high >> 32);
        Vector512<ulong> k0 = Vector512.Create(key), k1 = Vector512.Create(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> product0 = WideningProduct(x0, Multiplier0), product1 = WideningProduct(x2, Multiplier1);
            x0 = (product1 >>> 32) ^ x1 ^ k0;
            x2 = (product0 >>> 32) ^ x3 ^ k1;
            x1 = product1;
            x3 = product0;
            k0 += Vector512.Create((ulong)KeyStep0);
            k1 += Vector512.Create((ulong)KeyStep1);
        }
        return (Join(x0, x1), Join(x2, x3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Join(Vector512<ulong> first, Vector512<ulong> second) =>
        (first & Vector512.Create(0xFFFFFFFFul)) | (second << 32);

    /// <summary>The 64-bit product of the low half of every lane with a 32-bit factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> WideningProduct(Vector512<ulong> lanes, uint factor)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Multiply(lanes.AsUInt32(), Vector512.Create((ulong)factor).AsUInt32());
        if (Avx2.IsSupported)
        {
            Vector256<uint> factors = Vector256.Create((ulong)factor).AsUInt32();
            return Vector512.Create(
                Avx2.Multiply(lanes.GetLower().AsUInt32(), factors), Avx2.Multiply(lanes.GetUpper().AsUInt32(), factors));
        }
        return (lanes & Vector512.Create(0xFFFFFFFFul)) * Vector512.Create((ulong)factor);
    }
}
