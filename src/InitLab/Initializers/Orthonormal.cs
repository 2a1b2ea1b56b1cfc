using InitLab.Primitives;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace InitLab.Initializers;

/// <summary>Random orthonormal vectors.</summary>
/// <remarks>
/// Gram and Schmidt's process, run twice ("twice is enough": L. Giraud, J. Langou, M. Rozložník, J. van den Eshof, Numer. Math. 101 (2005)), so
/// that the vectors are orthogonal to rounding. Against finished vectors a block is projected at a time, which is a matrix product. A
/// Householder decomposition in plain managed code is dozens of times slower.
/// </remarks>
internal static class Orthonormal
{
    private const int Block = 48;

    /// <summary>Rows [count, length], row-major, with Haar's distribution.</summary>
    public static double[] Rows(int count, int length, RandomStream stream)
    {
        var rows = new double[count * length];
        stream.FillNormal(rows.AsSpan());
        for (int start = 0; start < count; start += Block)
        {
            int size = Math.Min(Block, count - start);
            for (int pass = 0; pass < 2; pass++)
            {
                if (start > 0) Project(rows, start, size, length);
                Orthonormalize(rows.AsSpan(start * length, size * length), length);
            }
        }
        return rows;
    }

    private static void Project(double[] rows, int start, int size, int length)
    {
        Tensor<double> done = Tensor.From<double>(rows.AsSpan(0, start * length), [start, length]);
        Span<double> block = rows.AsSpan(start * length, size * length);
        Tensor<double> fresh = Tensor.From<double>(block, [size, length]);
        Tensor<double> along = Tensor.MatMul(Tensor.MatMul(fresh, done, transposeB: true), done);
        TensorPrimitives.Subtract(block, along.Span, block);
    }

    private static void Orthonormalize(Span<double> block, int length)
    {
        for (int i = 0; i < block.Length; i += length)
        {
            Span<double> row = block.Slice(i, length);
            for (int j = 0; j < i; j += length)
            {
                ReadOnlySpan<double> before = block.Slice(j, length);
                TensorPrimitives.MultiplyAdd(before, -TensorPrimitives.Dot<double>(row, before), row, row);
            }
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
        }
    }
}
