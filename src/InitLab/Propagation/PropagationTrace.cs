using InitLab.Primitives;

namespace InitLab.Propagation;

/// <summary>What was measured of a signal as it went through a network, and of its gradient on the way back.</summary>
/// <param name="Layers">The input first, then every layer in the order of computation. A layer that hands on its last child's output is left out.</param>
/// <param name="Inputs">How many inputs were in the batch.</param>
/// <param name="Sampling">What the standard errors are over.</param>
public sealed record PropagationTrace(IReadOnlyList<LayerTrace> Layers, int Inputs, TraceSampling Sampling)
{
    /// <summary>The traces of the single initializations, if there were several; else empty.</summary>
    public IReadOnlyList<PropagationTrace> Runs { get; init; } = [];

    /// <summary>The layer of a path; "input" is the input.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public LayerTrace this[string path] => Layers.FirstOrDefault(layer => layer.Path == path)
        ?? throw new KeyNotFoundException($"the trace has no layer '{path}'; it has {string.Join(", ", Layers.Select(layer => layer.Path))}.");

    /// <summary>The layers of a kind only: <c>Of("dense")</c> for what goes into the activations, <c>Of("relu")</c> for what comes out of them.</summary>
    public PropagationTrace Of(string kind) => this with
    {
        Layers = [.. Layers.Where(layer => layer.Kind == kind)],
        Runs = [.. Runs.Select(run => run.Of(kind))],
    };

    /// <summary>A line a layer: second moments forward and back.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Layers.Select(layer => layer.ToString()));
}

/// <summary>What a standard error in a trace is over.</summary>
public enum TraceSampling
{
    /// <summary>
    /// The units (features, or channels) of one network. Given the layer before, the units of a layer with independent weights are
    /// independent samples, whereas different inputs pass through the same weights and are not: each unit, with all inputs, counts as
    /// one sample. The error leaves out how the layers before fluctuate from one initialization to the next.
    /// </summary>
    Units,

    /// <summary>Independent initializations: the error covers all layers. Each initialization counts as one sample.</summary>
    Initializations,
}

/// <summary>What was measured at one layer.</summary>
/// <param name="Path">The layer's path in the network, or "input".</param>
/// <param name="Kind">The kind of layer, or "input".</param>
/// <param name="Shape">The shape of its output, without the batch axis.</param>
/// <param name="Forward">The output.</param>
/// <param name="Backward">The derivative of ⟨cotangent, network output⟩ by the output, each input's own.</param>
public sealed record LayerTrace(string Path, string Kind, Shape Shape, SignalStatistics Forward, SignalStatistics Backward)
{
    /// <summary>The path and the second moments.</summary>
    public override string ToString() => $"{Path}: E[x²] = {Forward.SecondMoment}, E[g²] = {Backward.SecondMoment}";
}

/// <summary>Statistics of a signal, [inputs, ...units], over inputs and units together.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Variance">The mean squared distance from <paramref name="Mean"/>.</param>
/// <param name="SecondMoment">The mean square: the squared length of an input's signal divided by its size, on average.</param>
/// <param name="DeadFraction">The share of units that are exactly 0 on every input.</param>
/// <param name="CosineSimilarity">
/// The cosine between the signals of two different inputs, averaged over all pairs. An input whose signal is 0 everywhere has no
/// direction and is left out; NaN if fewer than two are left.
/// </param>
public sealed record SignalStatistics(Estimate Mean, Estimate Variance, Estimate SecondMoment, Estimate DeadFraction, Estimate CosineSimilarity);
