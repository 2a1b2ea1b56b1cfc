using System.Numerics;
using System.Numerics.Tensors;

namespace InitLab.Primitives.Kernels;

/// <summary>Sums with a fixed order and an error that grows slowly.</summary>
internal static class Summation
{
    private const int Block = 1024;

    /// <summary>The pairwise sum of blocks: error O(log n) in the number of blocks, the order fixed by the length alone.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Block) return TensorPrimitives.Sum(x);
        int half = (x.Length / 2 + Block - 1) / Block * Block;
        return Sum(x[..half]) + Sum(x[half..]);
    }

    /// <summary>The sum of squares, in the same order as <see cref="Sum"/>.</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Block) return TensorPrimitives.SumOfSquares(x);
        int half = (x.Length / 2 + Block - 1) / Block * Block;
        return SumOfSquares(x[..half]) + SumOfSquares(x[half..]);
    }

    /// <summary>The inner product, in the same order as <see cref="Sum"/>.</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Block) return TensorPrimitives.Dot(x, y);
        int half = (x.Length / 2 + Block - 1) / Block * Block;
        return Dot(x[..half], y[..half]) + Dot(x[half..], y[half..]);
    }
}
