using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Normalizes every example by its own mean and variance: over the features of [features] or [time, features], over everything in [channels, height, width].</summary>
/// <remarks>Gain and bias have the shape of what is averaged over. Source: Ba, Kiros and Hinton, "Layer normalization", 2016.</remarks>
public sealed class LayerNorm<T> : Normalization<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "layer-norm";

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder)
    {
        if (input.Rank is < 1 or > 3 || input.Size == 0) throw builder.Mismatch(input, "[features], [time, features] or [channels, height, width], none of them 0");
        DeclareAffine(builder, Averaged(input));
        return input;
    }

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context)
    {
        Shape averaged = Averaged(context.Placement.InputShape);
        int[] axes = [.. Enumerable.Range(1, averaged.Rank).Select(i => -i)];
        Variable<T> centred = x - Variable.Mean(x, axes, keepAxes: true);
        return Affine(Standardize(centred, Variance(centred, axes)), context, averaged);
    }

    private static Shape Averaged(Shape input) => input.Rank == 3 ? input : [input[-1]];
}
