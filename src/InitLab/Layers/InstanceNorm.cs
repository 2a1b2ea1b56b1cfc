using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Normalizes every channel of every image by its own mean and variance, with a gain and a bias a channel.</summary>
/// <remarks>Source: Ulyanov, Vedaldi and Lempitsky, "Instance normalization", 2016. PyTorch leaves out gain and bias unless asked; here <c>IsAffine = false</c> does.</remarks>
public sealed class InstanceNorm<T> : Normalization<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] s_axes = [2, 3];

    /// <inheritdoc/>
    public override string Kind => "instance-norm";

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder)
    {
        if (input.Rank != 3 || input[1] * input[2] < 2) throw builder.Mismatch(input, "[channels, height, width] of more than one pixel; a single one would always become 0");
        DeclareAffine(builder, [input[0]]);
        return input;
    }

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context)
    {
        Variable<T> centred = x - Variable.Mean(x, s_axes, keepAxes: true);
        return Affine(Standardize(centred, Variance(centred, s_axes)), context, ChannelAxis.Broadcasting(context.Placement.InputShape));
    }
}
