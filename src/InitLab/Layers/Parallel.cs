using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>How the outputs of parallel branches become one.</summary>
public enum Joining
{
    /// <summary>They are added; all must have one shape.</summary>
    Sum,

    /// <summary>They are put one after another along the channels of an image, or the features of anything else.</summary>
    Concatenation,
}

/// <summary>Layers side by side: each sees the same input, and their outputs are joined.</summary>
/// <param name="branches">The branches.</param>
/// <param name="joining">How their outputs become one.</param>
public sealed class Parallel<T>(IReadOnlyList<Layer<T>> branches, Joining joining = Joining.Sum) : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "parallel";

    /// <summary>The branches.</summary>
    public IReadOnlyList<Layer<T>> Branches { get; } = branches.Count > 0 ? branches : throw new ArgumentException("a parallel layer needs at least one branch.", nameof(branches));

    /// <summary>How their outputs become one.</summary>
    public Joining Joining => joining;

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder)
    {
        Shape[] outputs = [.. Branches.Select(branch => builder.Child(branch, input))];
        Shape first = outputs[0];
        if (joining == Joining.Sum)
            return Array.TrueForAll(outputs, output => output == first) ? first : throw builder.Mismatch(input, $"branches that end in one shape, to be added: they make {List(outputs)}");
        int axis = ChannelAxis.Of(first);
        if (!Array.TrueForAll(outputs, output => output.Rank == first.Rank && output.With(axis, 0) == first.With(axis, 0)))
            throw builder.Mismatch(input, $"branches whose outputs differ in the {(first.Rank == 3 ? "channels" : "features")} only, to be concatenated: they make {List(outputs)}");
        return first.With(axis, outputs.Sum(output => output[axis]));
    }

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context)
    {
        var outputs = new Variable<T>[Branches.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = context.Child(i, x);
        return joining == Joining.Sum ? outputs.Aggregate((a, b) => a + b) : Variable.Concat(1 + ChannelAxis.Of(context.Placement.OutputShape), outputs);
    }

    private static string List(Shape[] shapes) => string.Join(" and ", shapes);
}
