using System.Numerics;
using InitLab.Primitives;
using InitLab.Primitives.Kernels;

namespace InitLab.Training;

/// <summary>A limit on the gradient, so that a rare steep place does not throw the parameters far away.</summary>
public abstract record GradientClip
{
    /// <summary>Scales the whole gradient down to a Euclidean norm, if it is longer; its direction stays.</summary>
    /// <remarks>Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.</remarks>
    public static GradientClip ByNorm(double norm) => new Norm(norm);

    /// <summary>Clips every entry to between -limit and limit; the direction may change.</summary>
    public static GradientClip ByValue(double limit) => new Value(limit);

    internal abstract UpdateStep Limit<T>(UpdateStep step, ReadOnlySpan<Tensor<T>> gradients) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The Euclidean norm of all entries of some tensors.</summary>
    internal static double NormOf<T>(ReadOnlySpan<Tensor<T>> tensors) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = 0;
        foreach (Tensor<T> tensor in tensors) squares += double.CreateChecked(Summation.SumOfSquares(tensor.Span));
        return Math.Sqrt(squares);
    }

    private sealed record Norm(double Most) : GradientClip
    {
        public double Most { get; } = Check.Positive(Most);

        internal override UpdateStep Limit<T>(UpdateStep step, ReadOnlySpan<Tensor<T>> gradients)
        {
            double norm = NormOf(gradients);
            return norm > Most ? step with { GradientScale = Most / norm } : step;
        }
    }

    private sealed record Value(double Most) : GradientClip
    {
        public double Most { get; } = Check.Positive(Most);

        internal override UpdateStep Limit<T>(UpdateStep step, ReadOnlySpan<Tensor<T>> gradients) => step with { GradientLimit = Most };
    }
}
