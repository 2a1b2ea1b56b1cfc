using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>A named tensor that a layer measures instead of learning it, such as the running mean of a batch normalization. It is no part of the parameter vector.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Statistic<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _initial;

    internal Statistic(string path, Shape shape, T initial)
    {
        (Path, _initial) = (path, initial);
        // Statistics outlive every workspace scope, in which a network may be built.
        Value = new Tensor<T>(new T[shape.Size], 0, shape);
        Reset();
    }

    /// <summary>The path of its layer and its own name, joined by a dot.</summary>
    public string Path { get; }

    /// <summary>Its present values: a view that follows training.</summary>
    public Tensor<T> Value { get; }

    /// <summary>Replaces its values.</summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void Set(Tensor<T> value)
    {
        if (value.Shape != Value.Shape) throw new ArgumentException($"statistic '{Path}' has shape {Value.Shape}, but the new value has shape {value.Shape}.", nameof(value));
        value.Span.CopyTo(Value.Writable);
    }

    /// <summary>Sets it back to what it was before any measurement.</summary>
    public void Reset() => Value.Writable.Fill(_initial);

    /// <summary>Moves it towards a new measurement by a fraction of the way; one that is not finite is passed over, lest it stay for good.</summary>
    internal void MoveTowards(Tensor<T> measured, T fraction)
    {
        if (Tensor.IsFinite(measured)) Set(Value + (measured - Value) * fraction);
    }
}
