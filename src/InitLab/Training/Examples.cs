using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Training;

/// <summary>Inputs with what a network should answer: a class number each (<see cref="Labels"/>) or a tensor (<see cref="Targets"/>).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Examples<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[]? _labels;
    private readonly Tensor<T>? _targets;

    /// <summary>Inputs with class numbers, counted from 0.</summary>
    /// <param name="inputs">[count, ...].</param>
    /// <param name="labels">[count]; copied.</param>
    /// <exception cref="ArgumentException">There is not one label an input, or there is no input.</exception>
    public Examples(Tensor<T> inputs, ReadOnlySpan<int> labels)
        : this(inputs, labels.ToArray(), null)
    {
        RequireCount(labels.Length, nameof(labels));
        for (int i = 0; i < labels.Length; i++)
            Check.That(labels[i] >= 0, $"labels count classes from 0, but label {i} is {labels[i]}.", nameof(labels));
    }

    /// <summary>Inputs with target outputs.</summary>
    /// <param name="inputs">[count, ...].</param>
    /// <param name="targets">[count, ...], in the shape of the network's outputs.</param>
    /// <exception cref="ArgumentException">There is not one target an input, or there is no input.</exception>
    public Examples(Tensor<T> inputs, Tensor<T> targets)
        : this(inputs, null, targets) => RequireCount(targets.Rank == 0 ? 0 : targets.Shape[0], nameof(targets));

    private Examples(Tensor<T> inputs, int[]? labels, Tensor<T>? targets)
    {
        Check.That(inputs.Rank > 0 && inputs.Shape[0] > 0, $"inputs must be [count, ...] with at least one, got shape {inputs.Shape}.", nameof(inputs));
        (Inputs, _labels, _targets) = (inputs, labels, targets);
    }

    /// <summary>The inputs, [count, ...].</summary>
    public Tensor<T> Inputs { get; }

    /// <summary>How many there are.</summary>
    public int Count => Inputs.Shape[0];

    /// <summary>Whether the answers are class numbers.</summary>
    public bool HasLabels => _labels is not null;

    /// <summary>The class numbers, [count].</summary>
    /// <exception cref="InvalidOperationException">The examples have targets instead.</exception>
    public ReadOnlySpan<int> Labels => _labels ?? throw new InvalidOperationException(
        "these examples carry target tensors, not class numbers; use a loss that compares tensors (MeanSquaredError), or make them with labels.");

    /// <summary>The target outputs, [count, ...].</summary>
    /// <exception cref="InvalidOperationException">The examples have labels instead.</exception>
    public Tensor<T> Targets => _targets ?? throw new InvalidOperationException(
        "these examples carry class numbers, not target tensors; use SoftmaxCrossEntropy, or make them with Examples.OneHot.");

    /// <summary>A range of the examples; the inputs and targets are shared, not copied.</summary>
    public Examples<T> this[Range range]
    {
        get
        {
            (int start, int length) = range.GetOffsetAndLength(Count);
            return new Examples<T>(Inputs[range], _labels?[start..(start + length)], _targets?[range]);
        }
    }

    /// <summary>Examples by number, copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not that of an example.</exception>
    public Examples<T> Take(ReadOnlySpan<int> numbers)
    {
        Tensor<T> inputs = Tensor.TakeRows(Inputs, numbers);
        if (_targets is not null) return new Examples<T>(inputs, null, Tensor.TakeRows(_targets, numbers));
        var labels = new int[numbers.Length];
        for (int i = 0; i < labels.Length; i++) labels[i] = _labels![numbers[i]];
        return new Examples<T>(inputs, labels, null);
    }

    private void RequireCount(int count, string name) =>
        Check.That(count == Count, $"there are {Count} inputs but {count} {name}; every input takes one.", name);
}

/// <summary>Makes examples.</summary>
public static class Examples
{
    /// <summary>Inputs with class numbers as target tensors, [count, classes]: 1 at the class, 0 elsewhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is not below the number of classes.</exception>
    public static Examples<T> OneHot<T>(Tensor<T> inputs, ReadOnlySpan<int> labels, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var targets = new T[labels.Length * Check.Positive(classes)];
        for (int i = 0; i < labels.Length; i++) targets[i * classes + Check.InRange(labels[i], 0, classes - 1, nameof(labels))] = T.One;
        return new Examples<T>(inputs, Tensor.From(targets, [labels.Length, classes]));
    }
}
