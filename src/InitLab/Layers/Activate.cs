using System.Numerics;
using System.Text.RegularExpressions;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Applies an activation to every element.</summary>
/// <param name="activation">The activation.</param>
public sealed class Activate<T>(Activation activation) : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The activation's name in lower case, its words joined by hyphens, without what stands in brackets: "leaky-relu".</summary>
    public override string Kind { get; } = Regex.Replace(activation.Name.Split('(')[0].ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-') is { Length: > 0 } words ? words : "activation";

    /// <summary>The activation.</summary>
    public Activation Activation => activation;

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder) => input;

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context) => activation.Apply(x);
}
