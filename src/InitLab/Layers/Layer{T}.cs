using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>The description of a layer: what it computes and which parameters it needs. The parameters themselves belong to the <see cref="Network{T}"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>A layer is immutable and may be used in several networks, or several times in one: each use has its own parameters.</remarks>
public abstract class Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the layer is called within its parent; by default its kind and its number there.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of layer in one word, lower case.</summary>
    public abstract string Kind { get; }

    /// <summary>Declares parameters and children for an input of a shape, and tells the shape of the output. Shapes are without the batch axis.</summary>
    /// <exception cref="ShapeMismatchException">The input does not fit; thrown through <see cref="LayerBuilder{T}.Mismatch"/>.</exception>
    public abstract Shape Build(Shape input, LayerBuilder<T> builder);

    /// <summary>Computes the layer's output, [batch, ...], from its input, [batch, ...].</summary>
    public abstract Variable<T> Apply(Variable<T> x, LayerContext<T> context);
}
