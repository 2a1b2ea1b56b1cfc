using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>All axes but the batch's become one, row-major.</summary>
public sealed class Flatten<T> : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder) => [input.Size];

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context) => Variable.Reshape(x, [x.Shape[0], context.Placement.OutputShape[0]]);
}
