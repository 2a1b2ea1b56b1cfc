using System.Numerics;
using InitLab.Autodiff;

namespace InitLab.Training;

/// <summary>How far a network's outputs are from the answers: a number an example, and its mean over the batch.</summary>
public abstract record Loss
{
    /// <summary>The name the field knows it by.</summary>
    public abstract string Name { get; }

    /// <summary>The loss of every example, [batch], differentiable by the outputs.</summary>
    /// <param name="outputs">The network's outputs, [batch, ...].</param>
    /// <param name="batch">The examples they answer.</param>
    /// <exception cref="ArgumentException">The outputs do not fit the answers.</exception>
    public abstract Variable<T> PerExample<T>(Variable<T> outputs, Examples<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The mean loss over the batch, of rank 0, differentiable by the outputs.</summary>
    /// <inheritdoc cref="PerExample"/>
    public Variable<T> Apply<T>(Variable<T> outputs, Examples<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Variable.Mean(PerExample(outputs, batch));

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>The losses by the names the field knows them by.</summary>
public static class Losses
{
    /// <summary>The mean over examples and outputs of (output - target)².</summary>
    public static MeanSquaredError MeanSquaredError { get; } = new();

    /// <summary>The mean over examples of -log softmax(outputs)[label].</summary>
    public static SoftmaxCrossEntropy SoftmaxCrossEntropy { get; } = new();
}
