using System.Numerics;
using InitLab.Layers;

namespace InitLab.Propagation;

/// <summary>A layer with its predicted input and output, on the way forward; the gradients are filled in on the way back.</summary>
internal sealed class FlowNode<T>(Placement<T> placement, PredictedSignal input, PredictedSignal output) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Placement<T> Placement => placement;

    public PredictedSignal Input => input;

    public PredictedSignal Output { get; } = output;

    public IReadOnlyList<FlowNode<T>> Children { get; init; } = [];

    /// <summary>Whether the rule for this layer holds exactly at infinite width.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>Whether the layer hands on its input or its last child's output, so that a trace leaves it out.</summary>
    public bool HandsOn { get; init; }

    public PredictedGradient Gradient { get; set; }

    /// <summary>This node and those inside it, inner ones first.</summary>
    public IEnumerable<FlowNode<T>> InOrder => Children.SelectMany(child => child.InOrder).Append(this);
}
