using System.Diagnostics;
using System.Numerics;

namespace InitLab.Primitives.Kernels;

/// <summary>Dense matrix products, C = op(A) op(B) or C += op(A) op(B).</summary>
internal static class MatrixProduct
{
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
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(a.Length >= m * k && b.Length >= k * n && c.Length >= m * n, "an operand is shorter than its shape");
        if (!accumulate)
            c[..(m * n)].Clear();
        for (var i = 0; i < m; i++)
            for (var p = 0; p < k; p++)
            {
                var left = a[transposeA ? p * m + i : i * k + p];
                for (var j = 0; j < n; j++)
                    c[i * n + j] += left * b[transposeB ? j * k + p : p * n + j];
            }
    }

    /// <summary>Does <paramref name="batch"/> independent products; operand number i starts at i times the size of one.</summary>
    /// <inheritdoc cref="Multiply{T}"/>
    public static void MultiplyBatch<T>(int batch, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, int m, int n, int k, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < batch; i++)
            Multiply(a.Slice(i * m * k, m * k), transposeA, b.Slice(i * k * n, k * n), transposeB, c.Slice(i * m * n, m * n), m, n, k, accumulate);
    }
}
