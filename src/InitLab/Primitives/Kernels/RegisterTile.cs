using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace InitLab.Primitives.Kernels;

/// <summary>The innermost product: a block of C that fits the machine's registers, two vectors wide.</summary>
/// <remarks>
/// Each method keeps its whole block in registers over the contracted index. They are written out, and hold no call that is not inlined,
/// because with a call or a local buffer in the loop's method the compiler writes every accumulator back to memory on each step.
/// </remarks>
internal static unsafe class RegisterTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TSimd.Width;

    /// <summary>Rows of the tallest tile: 24 accumulators need the 32 registers that come with 512-bit vectors, elsewhere there are 16.</summary>
    public static int MaxRows => TSimd.Width * sizeof(T) == 64 ? 12 : 6;

    /// <summary>The height of the tile that serves the next rows with the least waste.</summary>
    /// <param name="remaining">Rows still to do, at least 1.</param>
    public static int RowsFor(int remaining) => MaxRows == 12
        ? (remaining > 8 ? 12 : remaining > 6 ? 8 : remaining > 4 ? 6 : 4)
        : (remaining > 4 ? 6 : 4);

    /// <summary>C = A B or C += A B for one tile.</summary>
    /// <param name="rows">A height that <see cref="RowsFor"/> gave.</param>
    /// <param name="depth">The contracted size.</param>
    /// <param name="a">Packed panel, <c>[depth, rows]</c>.</param>
    /// <param name="b">The rows of B, <c>[depth, Columns]</c>.</param>
    /// <param name="c">The tile, <c>[rows, Columns]</c>.</param>
    /// <param name="cStep">Elements between the rows of C.</param>
    /// <param name="accumulate">Whether to add to what C holds.</param>
    public static void Multiply<TRows>(int rows, int depth, T* a, TRows b, T* c, nint cStep, bool accumulate)
        where TRows : struct, IRowSource<T>
    {
        switch (rows)
        {
            case 12: Rows12(depth, a, b, c, cStep, accumulate); break;
            case 8: Rows8(depth, a, b, c, cStep, accumulate); break;
            case 6: Rows6(depth, a, b, c, cStep, accumulate); break;
            default: Rows4(depth, a, b, c, cStep, accumulate); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows12<TRows>(int depth, T* a, TRows b, T* c, nint cStep, bool accumulate)
        where TRows : struct, IRowSource<T>
    {
        TVector c00 = default, c01 = default;
        TVector c10 = default, c11 = default;
        TVector c20 = default, c21 = default;
        TVector c30 = default, c31 = default;
        TVector c40 = default, c41 = default;
        TVector c50 = default, c51 = default;
        TVector c60 = default, c61 = default;
        TVector c70 = default, c71 = default;
        TVector c80 = default, c81 = default;
        TVector c90 = default, c91 = default;
        TVector c100 = default, c101 = default;
        TVector c110 = default, c111 = default;
        Prefetch(c, cStep, 12);
        for (nint p = 0; p < depth; p++)
        {
            var row = b.At(p);
            var b0 = TSimd.Load(row);
            var b1 = TSimd.Load(row + TSimd.Width);
            var r = TSimd.Broadcast(a[0]);
            c00 = TSimd.MultiplyAdd(r, b0, c00);
            c01 = TSimd.MultiplyAdd(r, b1, c01);
            r = TSimd.Broadcast(a[1]);
            c10 = TSimd.MultiplyAdd(r, b0, c10);
            c11 = TSimd.MultiplyAdd(r, b1, c11);
            r = TSimd.Broadcast(a[2]);
            c20 = TSimd.MultiplyAdd(r, b0, c20);
            c21 = TSimd.MultiplyAdd(r, b1, c21);
            r = TSimd.Broadcast(a[3]);
            c30 = TSimd.MultiplyAdd(r, b0, c30);
            c31 = TSimd.MultiplyAdd(r, b1, c31);
            r = TSimd.Broadcast(a[4]);
            c40 = TSimd.MultiplyAdd(r, b0, c40);
            c41 = TSimd.MultiplyAdd(r, b1, c41);
            r = TSimd.Broadcast(a[5]);
            c50 = TSimd.MultiplyAdd(r, b0, c50);
            c51 = TSimd.MultiplyAdd(r, b1, c51);
            r = TSimd.Broadcast(a[6]);
            c60 = TSimd.MultiplyAdd(r, b0, c60);
            c61 = TSimd.MultiplyAdd(r, b1, c61);
            r = TSimd.Broadcast(a[7]);
            c70 = TSimd.MultiplyAdd(r, b0, c70);
            c71 = TSimd.MultiplyAdd(r, b1, c71);
            r = TSimd.Broadcast(a[8]);
            c80 = TSimd.MultiplyAdd(r, b0, c80);
            c81 = TSimd.MultiplyAdd(r, b1, c81);
            r = TSimd.Broadcast(a[9]);
            c90 = TSimd.MultiplyAdd(r, b0, c90);
            c91 = TSimd.MultiplyAdd(r, b1, c91);
            r = TSimd.Broadcast(a[10]);
            c100 = TSimd.MultiplyAdd(r, b0, c100);
            c101 = TSimd.MultiplyAdd(r, b1, c101);
            r = TSimd.Broadcast(a[11]);
            c110 = TSimd.MultiplyAdd(r, b0, c110);
            c111 = TSimd.MultiplyAdd(r, b1, c111);
            a += 12;
        }

        Finish(c, c00, c01, accumulate);
        Finish(c + 1 * cStep, c10, c11, accumulate);
        Finish(c + 2 * cStep, c20, c21, accumulate);
        Finish(c + 3 * cStep, c30, c31, accumulate);
        Finish(c + 4 * cStep, c40, c41, accumulate);
        Finish(c + 5 * cStep, c50, c51, accumulate);
        Finish(c + 6 * cStep, c60, c61, accumulate);
        Finish(c + 7 * cStep, c70, c71, accumulate);
        Finish(c + 8 * cStep, c80, c81, accumulate);
        Finish(c + 9 * cStep, c90, c91, accumulate);
        Finish(c + 10 * cStep, c100, c101, accumulate);
        Finish(c + 11 * cStep, c110, c111, accumulate);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows8<TRows>(int depth, T* a, TRows b, T* c, nint cStep, bool accumulate)
        where TRows : struct, IRowSource<T>
    {
        TVector c00 = default, c01 = default;
        TVector c10 = default, c11 = default;
        TVector c20 = default, c21 = default;
        TVector c30 = default, c31 = default;
        TVector c40 = default, c41 = default;
        TVector c50 = default, c51 = default;
        TVector c60 = default, c61 = default;
        TVector c70 = default, c71 = default;
        Prefetch(c, cStep, 8);
        for (nint p = 0; p < depth; p++)
        {
            var row = b.At(p);
            var b0 = TSimd.Load(row);
            var b1 = TSimd.Load(row + TSimd.Width);
            var r = TSimd.Broadcast(a[0]);
            c00 = TSimd.MultiplyAdd(r, b0, c00);
            c01 = TSimd.MultiplyAdd(r, b1, c01);
            r = TSimd.Broadcast(a[1]);
            c10 = TSimd.MultiplyAdd(r, b0, c10);
            c11 = TSimd.MultiplyAdd(r, b1, c11);
            r = TSimd.Broadcast(a[2]);
            c20 = TSimd.MultiplyAdd(r, b0, c20);
            c21 = TSimd.MultiplyAdd(r, b1, c21);
            r = TSimd.Broadcast(a[3]);
            c30 = TSimd.MultiplyAdd(r, b0, c30);
            c31 = TSimd.MultiplyAdd(r, b1, c31);
            r = TSimd.Broadcast(a[4]);
            c40 = TSimd.MultiplyAdd(r, b0, c40);
            c41 = TSimd.MultiplyAdd(r, b1, c41);
            r = TSimd.Broadcast(a[5]);
            c50 = TSimd.MultiplyAdd(r, b0, c50);
            c51 = TSimd.MultiplyAdd(r, b1, c51);
            r = TSimd.Broadcast(a[6]);
            c60 = TSimd.MultiplyAdd(r, b0, c60);
            c61 = TSimd.MultiplyAdd(r, b1, c61);
            r = TSimd.Broadcast(a[7]);
            c70 = TSimd.MultiplyAdd(r, b0, c70);
            c71 = TSimd.MultiplyAdd(r, b1, c71);
            a += 8;
        }

        Finish(c, c00, c01, accumulate);
        Finish(c + 1 * cStep, c10, c11, accumulate);
        Finish(c + 2 * cStep, c20, c21, accumulate);
        Finish(c + 3 * cStep, c30, c31, accumulate);
        Finish(c + 4 * cStep, c40, c41, accumulate);
        Finish(c + 5 * cStep, c50, c51, accumulate);
        Finish(c + 6 * cStep, c60, c61, accumulate);
        Finish(c + 7 * cStep, c70, c71, accumulate);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows6<TRows>(int depth, T* a, TRows b, T* c, nint cStep, bool accumulate)
        where TRows : struct, IRowSource<T>
    {
        TVector c00 = default, c01 = default;
        TVector c10 = default, c11 = default;
        TVector c20 = default, c21 = default;
        TVector c30 = default, c31 = default;
        TVector c40 = default, c41 = default;
        TVector c50 = default, c51 = default;
        Prefetch(c, cStep, 6);
        for (nint p = 0; p < depth; p++)
        {
            var row = b.At(p);
            var b0 = TSimd.Load(row);
            var b1 = TSimd.Load(row + TSimd.Width);
            var r = TSimd.Broadcast(a[0]);
            c00 = TSimd.MultiplyAdd(r, b0, c00);
            c01 = TSimd.MultiplyAdd(r, b1, c01);
            r = TSimd.Broadcast(a[1]);
            c10 = TSimd.MultiplyAdd(r, b0, c10);
            c11 = TSimd.MultiplyAdd(r, b1, c11);
            r = TSimd.Broadcast(a[2]);
            c20 = TSimd.MultiplyAdd(r, b0, c20);
            c21 = TSimd.MultiplyAdd(r, b1, c21);
            r = TSimd.Broadcast(a[3]);
            c30 = TSimd.MultiplyAdd(r, b0, c30);
            c31 = TSimd.MultiplyAdd(r, b1, c31);
            r = TSimd.Broadcast(a[4]);
            c40 = TSimd.MultiplyAdd(r, b0, c40);
            c41 = TSimd.MultiplyAdd(r, b1, c41);
            r = TSimd.Broadcast(a[5]);
            c50 = TSimd.MultiplyAdd(r, b0, c50);
            c51 = TSimd.MultiplyAdd(r, b1, c51);
            a += 6;
        }

        Finish(c, c00, c01, accumulate);
        Finish(c + 1 * cStep, c10, c11, accumulate);
        Finish(c + 2 * cStep, c20, c21, accumulate);
        Finish(c + 3 * cStep, c30, c31, accumulate);
        Finish(c + 4 * cStep, c40, c41, accumulate);
        Finish(c + 5 * cStep, c50, c51, accumulate);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows4<TRows>(int depth, T* a, TRows b, T* c, nint cStep, bool accumulate)
        where TRows : struct, IRowSource<T>
    {
        TVector c00 = default, c01 = default;
        TVector c10 = default, c11 = default;
        TVector c20 = default, c21 = default;
        TVector c30 = default, c31 = default;
        Prefetch(c, cStep, 4);
        for (nint p = 0; p < depth; p++)
        {
            var row = b.At(p);
            var b0 = TSimd.Load(row);
            var b1 = TSimd.Load(row + TSimd.Width);
            var r = TSimd.Broadcast(a[0]);
            c00 = TSimd.MultiplyAdd(r, b0, c00);
            c01 = TSimd.MultiplyAdd(r, b1, c01);
            r = TSimd.Broadcast(a[1]);
            c10 = TSimd.MultiplyAdd(r, b0, c10);
            c11 = TSimd.MultiplyAdd(r, b1, c11);
            r = TSimd.Broadcast(a[2]);
            c20 = TSimd.MultiplyAdd(r, b0, c20);
            c21 = TSimd.MultiplyAdd(r, b1, c21);
            r = TSimd.Broadcast(a[3]);
            c30 = TSimd.MultiplyAdd(r, b0, c30);
            c31 = TSimd.MultiplyAdd(r, b1, c31);
            a += 4;
        }

        Finish(c, c00, c01, accumulate);
        Finish(c + 1 * cStep, c10, c11, accumulate);
        Finish(c + 2 * cStep, c20, c21, accumulate);
        Finish(c + 3 * cStep, c30, c31, accumulate);
    }

    // The tile of C is needed only after the last step, but then at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c, nint cStep, int rows)
    {
        if (!Sse.IsSupported)
            return;
        for (; rows > 0; rows--, c += cStep)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + TSimd.Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(T* c, TVector left, TVector right, bool accumulate)
    {
        if (accumulate)
        {
            left = TSimd.Add(left, TSimd.Load(c));
            right = TSimd.Add(right, TSimd.Load(c + TSimd.Width));
        }

        TSimd.Store(left, c);
        TSimd.Store(right, c + TSimd.Width);
    }
}
