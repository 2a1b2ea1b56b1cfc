using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Training;

/// <summary>The mean over examples and outputs of (output - target)²; without a factor 1/2, as in PyTorch and Keras.</summary>
public sealed record MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean squared error";

    /// <inheritdoc/>
    public override Variable<T> PerExample<T>(Variable<T> outputs, Examples<T> batch)
    {
        Check.That(
            outputs.Shape == batch.Targets.Shape,
            $"the outputs have shape {outputs.Shape} but the targets {batch.Targets.Shape}; they must be alike, as broadcasting would hide a mistake.", nameof(outputs));
        Variable<T> squares = Variable.Square(outputs - batch.Targets).Reshape(outputs.Shape[0], -1);
        return Variable.Mean(squares, [1]);
    }
}
