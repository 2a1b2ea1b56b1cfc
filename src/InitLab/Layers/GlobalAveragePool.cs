using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>The mean of every channel over the whole image: [batch, channels, height, width] becomes [batch, channels].</summary>
public sealed class GlobalAveragePool<T> : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "global-average-pool";

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder) =>
        input.Rank == 3 && input.Size > 0 ? [input[0]] : throw builder.Mismatch(input, "[channels, height, width], none of them 0");

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context) => Variable.Mean(x, [2, 3]);
}
