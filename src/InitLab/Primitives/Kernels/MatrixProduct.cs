using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Kernels;

/// <summary>Dense matrix products, C = op(A) op(B) or C += op(A) op(B).</summary>
internal static class MatrixProduct
{
    // Up to here packing costs more than it saves.
    private const long MaxPlainWork = 256;

    // With fewer columns and fewer steps than this most of a register tile would be padding.
    private const int MaxPlainSide = 8;

    // From here on one product of a batch keeps every thread busy by itself.
    private const long MaxWorkOfOneThread = 1 << 22;

    /// <summary>Writes op(A) op(B) into <paramref name="c"/>, or adds it.</summary>
    /// <param name="a">A, <c>[m, k]</c>, or <c>[k, m]</c> if <paramref name="transposeA"/>.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="b">B, <c>[k, n]</c>, or <c>[n, k]</c> if <paramref name="transposeB"/>.</param>
    /// <param name="transposeB">Whether B is stored transposed.</param>
    /// <param name="c">C, <c>[m, n]</c>; it may not overlap A or B.</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">The contracted size.</param>
    /// <param name="accumulate">Whether the product is added to what <paramref name="c"/> holds.</param>
    public static void Multiply<T>(ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, int m, int n, int k, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(SimdWidths.Best, a, transposeA, b, transposeB, c, m, n, k, accumulate);

    /// <summary>Does <paramref name="batch"/> independent products; operand number i starts at i times the size of one.</summary>
    /// <inheritdoc cref="Multiply{T}(ReadOnlySpan{T}, bool, ReadOnlySpan{T}, bool, Span{T}, int, int, int, bool)"/>
    public static unsafe void MultiplyBatch<T>(int batch, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, int m, int n, int k, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(a.Length >= batch * m * k && b.Length >= batch * k * n && c.Length >= batch * m * n, "an operand is shorter than its shape");
        fixed (T* pa = a, pb = b, pc = c)
        {
            var body = new Each<T>(pa, transposeA, pb, transposeB, pc, m, n, k, accumulate);
            if ((long)m * n * k < MaxWorkOfOneThread && batch >= 2 * Workers.Count)
                Workers.For(batch, ref body);
            else
                WorkerTeam.RunHere(batch, ref body);
        }
    }

    /// <summary>The product with a chosen register width, so that each can be tested on a machine that has the widest.</summary>
    internal static unsafe void Multiply<T>(SimdWidth width, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, int m, int n, int k, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(a.Length >= m * k && b.Length >= k * n && c.Length >= m * n, "an operand is shorter than its shape");
        if (k == 0 && !accumulate)
            c[..(m * n)].Clear();
        if (k == 0 || m == 0 || n == 0)
            return;
        fixed (T* pa = a, pb = b, pc = c)
        {
            var left = transposeA ? new Operand<T>(pa, 1, m) : new Operand<T>(pa, k, 1);
            var right = transposeB ? new Operand<T>(pb, k, 1) : new Operand<T>(pb, 1, n);
            if (n == 1 && m > 1)
            {
                // A column of results is a row of the transposed product, B'A', and rows are what the kernels do best.
                (left, right) = (right, left);
                (m, n) = (1, m);
            }

            switch (HasVectors<T>() ? width : SimdWidth.None)
            {
                case SimdWidth.Bits512: Choose<Simd512<T>, Vector512<T>, T>(left, right, pc, m, n, k, accumulate); break;
                case SimdWidth.Bits256: Choose<Simd256<T>, Vector256<T>, T>(left, right, pc, m, n, k, accumulate); break;
                case SimdWidth.Bits128: Choose<Simd128<T>, Vector128<T>, T>(left, right, pc, m, n, k, accumulate); break;
                default: PlainProduct.Multiply(left, right, pc, n, m, n, k, accumulate); break;
            }
        }
    }

    private static bool HasVectors<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    private static unsafe void Choose<TSimd, TVector, T>(Operand<T> a, Operand<T> b, T* c, int m, int n, int k, bool accumulate)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shortSide = Math.Min(m, n);
        if ((long)m * n * k <= MaxPlainWork || (n < MaxPlainSide && k < MaxPlainSide))
            PlainProduct.Multiply(a, b, c, n, m, n, k, accumulate);
        else if (shortSide <= DotProducts<TSimd, TVector, T>.MaxShortSide && k >= MaxPlainSide && a.DepthStep == 1 && b.DepthStep == 1)
            DotProducts<TSimd, TVector, T>.Multiply(a, b, c, n, m, n, k, accumulate);
        else if (m <= DotProducts<TSimd, TVector, T>.MaxShortSide && n < RegisterTile<TSimd, TVector, T>.Columns)
            PlainProduct.Multiply(a, b, c, n, m, n, k, accumulate);
        else
            BlockedProduct<TSimd, TVector, T>.Multiply(a, b, c, n, m, n, k, accumulate);
    }

    private readonly unsafe struct Each<T>(T* a, bool transposeA, T* b, bool transposeB, T* c, int m, int n, int k, bool accumulate) : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Invoke(int index) => Multiply(
            new ReadOnlySpan<T>(a + (long)index * m * k, m * k),
            transposeA,
            new ReadOnlySpan<T>(b + (long)index * k * n, k * n),
            transposeB,
            new Span<T>(c + (long)index * m * n, m * n),
            m,
            n,
            k,
            accumulate);
    }
}
