using System.Numerics;
using System.Numerics.Tensors;
using InitLab.Primitives.Kernels;

namespace InitLab.Primitives;

public static partial class Tensor
{
    /// <summary>The sum of all elements, as a tensor of rank 0.</summary>
    public static Tensor<T> Sum<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Scalar(Summation.Sum(x.Span));

    /// <summary>The sum over some axes; they stay with length 1 if <paramref name="keepAxes"/>, else they go.</summary>
    public static Tensor<T> Sum<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepAxes = false) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape kept = Reduced(x.Shape, axes);
        Tensor<T> sum = SumTo(x, kept);
        return keepAxes ? sum : sum.Reshape(Dropped(x.Shape, axes));
    }

    /// <summary>The mean of all elements, as a tensor of rank 0; NaN of none.</summary>
    public static Tensor<T> Mean<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Scalar(Summation.Sum(x.Span) / T.CreateChecked(x.Size));

    /// <summary>The mean over some axes.</summary>
    public static Tensor<T> Mean<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepAxes = false) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Scale(Sum(x, axes, keepAxes), T.CreateChecked(Reduced(x.Shape, axes).Size) / T.CreateChecked(x.Size));

    /// <summary>The second moment: the mean of the squares of all elements.</summary>
    public static T SecondMoment<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Summation.SumOfSquares(x.Span) / T.CreateChecked(x.Size);

    /// <summary>The inner product of two tensors of one shape, over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static T Dot<T>(Tensor<T> x, Tensor<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x.Shape == y.Shape
        ? Summation.Dot(x.Span, y.Span)
        : throw new ArgumentException($"an inner product takes two tensors of one shape, got {x.Shape} and {y.Shape}.");

    /// <summary>The Euclidean norm over all elements.</summary>
    public static T Norm<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sqrt(Summation.SumOfSquares(x.Span));

    /// <summary>The largest element along the last axis; that axis stays with length 1.</summary>
    public static Tensor<T> MaxOfRows<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(x.Shape.With(-1, 1), y =>
    {
        int width = x.Shape[-1];
        for (int i = 0; i < y.Length; i++) y[i] = TensorPrimitives.Max(x.Span.Slice(i * width, width));
    });

    /// <summary>The position of the largest element along the last axis: [rows] numbers for [rows, width] values, the first of equals.</summary>
    public static int[] ArgMaxOfRows<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = x.Shape[-1];
        var best = new int[width == 0 ? 0 : x.Size / width];
        for (int i = 0; i < best.Length; i++) best[i] = TensorPrimitives.IndexOfMax(x.Span.Slice(i * width, width));
        return best;
    }

    /// <summary>x less the logarithm of the sum of eˣ along the last axis, without overflow: log-probabilities.</summary>
    public static Tensor<T> LogSoftmax<T>(Tensor<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tensor<T> y = Workspace<T>.Allocate(x.Shape);
        int width = x.Shape[-1];
        for (int at = 0; at < x.Size; at += width)
        {
            ReadOnlySpan<T> row = x.Span.Slice(at, width);
            Span<T> result = y.Writable.Slice(at, width);
            T largest = TensorPrimitives.Max(row);
            TensorPrimitives.Subtract(row, largest, result);
            T sum = T.Zero;
            foreach (T value in result) sum += T.Exp(value);
            TensorPrimitives.Subtract(result, T.Log(sum), result);
        }
        return y;
    }

    internal static Shape Reduced(Shape shape, ReadOnlySpan<int> axes)
    {
        foreach (int axis in axes) shape = shape.With(axis, 1);
        return shape;
    }

    internal static Shape Dropped(Shape shape, ReadOnlySpan<int> axes)
    {
        var drop = new bool[shape.Rank];
        foreach (int axis in axes) drop[shape.Axis(axis)] = true;
        return Shape.Create([.. shape.Where((_, axis) => !drop[axis])]);
    }
}
