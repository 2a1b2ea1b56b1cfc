using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Layers one after another.</summary>
/// <param name="layers">The layers, first to last.</param>
public sealed class Sequential<T>(IReadOnlyList<Layer<T>> layers) : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "sequential";

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer<T>> Layers => layers;

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder) => layers.Aggregate(input, (shape, layer) => builder.Child(layer, shape));

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context)
    {
        for (int i = 0; i < layers.Count; i++) x = context.Child(i, x);
        return x;
    }
}
