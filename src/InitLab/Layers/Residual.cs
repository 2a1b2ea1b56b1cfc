using System.Numerics;
using InitLab.Autodiff;
using InitLab.Initializers;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>A residual block, y = shortcut(x) + scale · body(x).</summary>
/// <param name="body">The branch that learns.</param>
/// <param name="shortcut">The way around it; x itself if null. A projection (1 x 1 convolution or dense layer) where the body changes the shape.</param>
/// <remarks>
/// Sources: He et al., "Deep residual learning", CVPR 2016; for scales below one Zhang et al., "Fixup", ICLR 2019; for learned ones that start at zero
/// De and Smith, "Batch normalization biases residual blocks towards the identity", NeurIPS 2020 (SkipInit), and Bachlechner et al., "ReZero", UAI 2021.
/// </remarks>
public sealed class Residual<T>(Layer<T> body, Layer<T>? shortcut = null) : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A block whose body is some layers one after another.</summary>
    public Residual(IReadOnlyList<Layer<T>> body, Layer<T>? shortcut = null) : this(new Sequential<T>(body), shortcut)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "residual";

    /// <summary>The branch that learns.</summary>
    public Layer<T> Body => body;

    /// <summary>The way around it; x itself if null.</summary>
    public Layer<T>? Shortcut => shortcut;

    /// <summary>What the body's output is multiplied by; 1 if left out. 1/√L for each of L blocks keeps the variance of a deep network finite.</summary>
    public double BranchScale { get; init => field = Check.Finite(value, nameof(BranchScale)); } = 1;

    /// <summary>Whether the scale is a parameter, "scale", that starts at <see cref="BranchScale"/>.</summary>
    public bool LearnsScale { get; init; }

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder)
    {
        Shape output = builder.Child(body, input, "body"), around = shortcut is null ? input : builder.Child(shortcut, input, "shortcut");
        if (output != around)
            throw builder.Mismatch(input, $"a body that ends in the shape of its shortcut: the body makes {output} and the shortcut {around}. {(shortcut is null ? "Give a projection as shortcut, or keep the shape" : "Change one of the two")}");
        if (LearnsScale) builder.Parameter("scale", [1], ParameterRole.Gain, new Fans(1, 1), new Constant(BranchScale));
        return output;
    }

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context)
    {
        Variable<T> branch = context.Child(0, x), around = shortcut is null ? x : context.Child(1, x);
        if (LearnsScale) return around + branch * context.Parameter(0);
        return around + (BranchScale == 1 ? branch : branch * T.CreateChecked(BranchScale));
    }
}
