using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>A block of dot products held in registers: some rows of one array with four shifted views of another, over several images.</summary>
internal static unsafe class DotTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Views in a tile.</summary>
    public const int Taps = 4;

    /// <summary>Rows of the tallest tile of any register width.</summary>
    public const int MaxRows = 6;

    /// <summary>Rows in a tile: 24 sums need the 32 registers that come with 512-bit vectors, elsewhere there are 16.</summary>
    public static int Rows => TSimd.Width * sizeof(T) == 64 ? MaxRows : 2;

    /// <summary>sums[r, s] = sum over images and pixels of left[image, r, pixel] right[image, offsets[s] + pixel], still spread over a vector's elements.</summary>
    /// <param name="images">How many images.</param>
    /// <param name="pixels">Length of a row, a multiple of the vector's width.</param>
    /// <param name="left">Rows of the first image, <c>[Rows, pixels]</c>.</param>
    /// <param name="leftImage">Elements from one image's rows to the next's.</param>
    /// <param name="right">The first image.</param>
    /// <param name="rightImage">Elements from one image to the next.</param>
    /// <param name="offsets">Where the views start.</param>
    /// <param name="offsetCount">How many offsets there are; if fewer than <see cref="Taps"/> the last is repeated.</param>
    /// <param name="sums">Results, <c>[Rows, Taps]</c>.</param>
    public static void Run(int images, int pixels, T* left, nint leftImage, T* right, nint rightImage, int* offsets, int offsetCount, TVector* sums)
    {
        var last = offsetCount - 1;
        var (o0, o1) = (offsets[0], offsets[Math.Min(1, last)]);
        var (o2, o3) = (offsets[Math.Min(2, last)], offsets[Math.Min(3, last)]);
        if (Rows == MaxRows)
            Rows6(images, pixels, left, leftImage, right, rightImage, o0, o1, o2, o3, sums);
        else
            Rows2(images, pixels, left, leftImage, right, rightImage, o0, o1, o2, o3, sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(int images, int pixels, T* left, nint leftImage, T* right, nint rightImage, nint o0, nint o1, nint o2, nint o3, TVector* sums)
    {
        TVector s00 = default, s01 = default, s02 = default, s03 = default;
        TVector s10 = default, s11 = default, s12 = default, s13 = default;
        TVector s20 = default, s21 = default, s22 = default, s23 = default;
        TVector s30 = default, s31 = default, s32 = default, s33 = default;
        TVector s40 = default, s41 = default, s42 = default, s43 = default;
        TVector s50 = default, s51 = default, s52 = default, s53 = default;
        for (; images > 0; images--, left += leftImage, right += rightImage)
            for (nint p = 0; p < pixels; p += TSimd.Width)
            {
                var (x0, x1) = (TSimd.Load(right + o0 + p), TSimd.Load(right + o1 + p));
                var (x2, x3) = (TSimd.Load(right + o2 + p), TSimd.Load(right + o3 + p));
                var l = left + p;
                var g0 = TSimd.Load(l);
                (s00, s01) = (TSimd.MultiplyAdd(g0, x0, s00), TSimd.MultiplyAdd(g0, x1, s01));
                (s02, s03) = (TSimd.MultiplyAdd(g0, x2, s02), TSimd.MultiplyAdd(g0, x3, s03));
                var g1 = TSimd.Load(l + pixels);
                (s10, s11) = (TSimd.MultiplyAdd(g1, x0, s10), TSimd.MultiplyAdd(g1, x1, s11));
                (s12, s13) = (TSimd.MultiplyAdd(g1, x2, s12), TSimd.MultiplyAdd(g1, x3, s13));
                var g2 = TSimd.Load(l + 2 * (nint)pixels);
                (s20, s21) = (TSimd.MultiplyAdd(g2, x0, s20), TSimd.MultiplyAdd(g2, x1, s21));
                (s22, s23) = (TSimd.MultiplyAdd(g2, x2, s22), TSimd.MultiplyAdd(g2, x3, s23));
                var g3 = TSimd.Load(l + 3 * (nint)pixels);
                (s30, s31) = (TSimd.MultiplyAdd(g3, x0, s30), TSimd.MultiplyAdd(g3, x1, s31));
                (s32, s33) = (TSimd.MultiplyAdd(g3, x2, s32), TSimd.MultiplyAdd(g3, x3, s33));
                var g4 = TSimd.Load(l + 4 * (nint)pixels);
                (s40, s41) = (TSimd.MultiplyAdd(g4, x0, s40), TSimd.MultiplyAdd(g4, x1, s41));
                (s42, s43) = (TSimd.MultiplyAdd(g4, x2, s42), TSimd.MultiplyAdd(g4, x3, s43));
                var g5 = TSimd.Load(l + 5 * (nint)pixels);
                (s50, s51) = (TSimd.MultiplyAdd(g5, x0, s50), TSimd.MultiplyAdd(g5, x1, s51));
                (s52, s53) = (TSimd.MultiplyAdd(g5, x2, s52), TSimd.MultiplyAdd(g5, x3, s53));
            }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s10, s11, s12, s13);
        (sums[8], sums[9], sums[10], sums[11]) = (s20, s21, s22, s23);
        (sums[12], sums[13], sums[14], sums[15]) = (s30, s31, s32, s33);
        (sums[16], sums[17], sums[18], sums[19]) = (s40, s41, s42, s43);
        (sums[20], sums[21], sums[22], sums[23]) = (s50, s51, s52, s53);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(int images, int pixels, T* left, nint leftImage, T* right, nint rightImage, nint o0, nint o1, nint o2, nint o3, TVector* sums)
    {
        TVector s00 = default, s01 = default, s02 = default, s03 = default;
        TVector s10 = default, s11 = default, s12 = default, s13 = default;
        for (; images > 0; images--, left += leftImage, right += rightImage)
            for (nint p = 0; p < pixels; p += TSimd.Width)
            {
                var (x0, x1) = (TSimd.Load(right + o0 + p), TSimd.Load(right + o1 + p));
                var (x2, x3) = (TSimd.Load(right + o2 + p), TSimd.Load(right + o3 + p));
                var l = left + p;
                var g0 = TSimd.Load(l);
                (s00, s01) = (TSimd.MultiplyAdd(g0, x0, s00), TSimd.MultiplyAdd(g0, x1, s01));
                (s02, s03) = (TSimd.MultiplyAdd(g0, x2, s02), TSimd.MultiplyAdd(g0, x3, s03));
                var g1 = TSimd.Load(l + pixels);
                (s10, s11) = (TSimd.MultiplyAdd(g1, x0, s10), TSimd.MultiplyAdd(g1, x1, s11));
                (s12, s13) = (TSimd.MultiplyAdd(g1, x2, s12), TSimd.MultiplyAdd(g1, x3, s13));
            }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s10, s11, s12, s13);
    }
}
