using System.Numerics;
using InitLab.Initializers;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>A named part of a network's parameter vector.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Parameter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly ParameterDeclaration _declaration;

    internal Parameter(Network<T> network, ParameterDeclaration declaration, int offset) => (_network, _declaration, Offset) = (network, declaration, offset);

    /// <summary>The path of its layer and its own name, joined by a dot.</summary>
    public string Path => _declaration.Path;

    /// <summary>Its shape.</summary>
    public Shape Shape => _declaration.Shape;

    /// <summary>What it is for.</summary>
    public ParameterRole Role => _declaration.Role;

    /// <summary>Its fans; for a bias those of its weights.</summary>
    public Fans Fans => _declaration.Fans;

    /// <summary>Where it starts in the flat parameter vector.</summary>
    public int Offset { get; }

    /// <summary>Its present values: a view that follows training. Copy() what must stay.</summary>
    public Tensor<T> Value => _network.Flat.Segment(Offset, Shape);

    /// <summary>Replaces its values.</summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void Set(Tensor<T> value)
    {
        if (value.Shape != Shape) throw new ArgumentException($"parameter '{Path}' has shape {Shape}, but the new value has shape {value.Shape}.", nameof(value));
        value.Span.CopyTo(Value.Writable);
    }

    /// <summary>Draws its values anew.</summary>
    public void Initialize(Initializer initializer, RandomStream stream) => Set(initializer.Sample<T>(Shape, Fans, stream));

    internal Initializer? OwnInitializer => _declaration.Initializer;

    /// <summary>The path and the shape.</summary>
    public override string ToString() => $"{Path} {Shape}";
}
