using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>A layer at its place in a network.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Its name within its parent.</param>
/// <param name="Path">The names from the network down, joined by dots; empty for the outermost layer.</param>
/// <param name="InputShape">The shape of its input, without the batch axis.</param>
/// <param name="OutputShape">The shape of its output, without the batch axis.</param>
/// <param name="Parameters">The numbers of its own parameters in <see cref="Network{T}.Parameters"/>, in the order it declared them.</param>
/// <param name="Children">The layers inside it.</param>
public sealed record Placement<T>(
    Layer<T> Layer, string Name, string Path, Shape InputShape, Shape OutputShape, IReadOnlyList<int> Parameters, IReadOnlyList<Placement<T>> Children)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What it measures while training, in the order it declared them.</summary>
    public IReadOnlyList<Statistic<T>> Statistics { get; init; } = [];

    /// <summary>This layer and all inside it, in the order they were declared.</summary>
    public IEnumerable<Placement<T>> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The path, or the kind of layer where that is empty.</summary>
    internal string Label => Path.Length == 0 ? Layer.Kind : Path;

    /// <summary>Whether it has no layers inside it.</summary>
    public bool IsLeaf => Children.Count == 0;
}
