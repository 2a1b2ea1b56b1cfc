using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Training;

/// <summary>-log softmax(outputs)[label], in nats: the cross-entropy between the label and the probabilities that the outputs (logits) stand for.</summary>
/// <remarks>
/// Computed as log Σ exp(z - max z) - (z[label] - max z), which overflows for no finite logits. Equal logits give log(classes).
/// </remarks>
public sealed record SoftmaxCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override string Name => "softmax cross-entropy";

    /// <inheritdoc/>
    public override Variable<T> PerExample<T>(Variable<T> outputs, Examples<T> batch)
    {
        Check.That(
            outputs.Shape.Rank == 2 && outputs.Shape[0] == batch.Count,
            $"cross-entropy takes logits of shape [{batch.Count}, classes], got {outputs.Shape}; does the network end in a Dense layer?", nameof(outputs));
        return -Variable.Pick(Variable.LogSoftmax(outputs), batch.Labels);
    }
}
