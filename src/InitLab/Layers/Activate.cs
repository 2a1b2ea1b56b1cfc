using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Applies an activation to every element.</summary>
/// <param name="activation">The activation.</param>
public sealed class Activate<T>(Activation activation) : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind { get; } = activation.Name.ToLowerInvariant().Replace(' ', '-');

    /// <summary>The activation.</summary>
    public Activation Activation => activation;

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder) => input;

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context) => activation.Apply(x);
}
