using System.Globalization;

namespace InitLab.Propagation;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>It will train worse than it could.</summary>
    Warning,

    /// <summary>It will hardly train at all.</summary>
    Serious,
}

/// <summary>Something a trace shows.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Layer">The path of the layer where it shows.</param>
/// <param name="What">What was seen, with numbers.</param>
/// <param name="Remedy">What usually helps.</param>
public sealed record Finding(Severity Severity, string Layer, string What, string Remedy)
{
    /// <summary>What was seen, and what helps.</summary>
    public override string ToString() => $"{Severity}: {What} {Remedy}";
}

/// <summary>A measured trace in words.</summary>
/// <param name="Findings">What is wrong, the serious first; empty for a healthy network.</param>
public sealed record Diagnosis(IReadOnlyList<Finding> Findings)
{
    // A factor that float still carries with ease but that a single learning rate no longer serves, and one that no learning rate does.
    private const double Unequal = 100, Extreme = 1e6;
    private const double Alike = 0.99, MostlyDead = 0.5, AllDead = 0.999;

    /// <summary>Whether nothing was found.</summary>
    public bool IsHealthy => Findings.Count == 0;

    /// <summary>Reads a trace.</summary>
    /// <param name="trace">Measured on a batch of different inputs.</param>
    public static Diagnosis Of(PropagationTrace trace)
    {
        LayerTrace[] layers = [.. trace.Layers.Where(layer => layer.Kind != "input")];
        if (layers.Length == 0) return new Diagnosis([]);
        var findings = new List<Finding?> { NotFinite(layers), Change(layers, true), Change([.. layers.Reverse()], false), Collapse(trace, layers), Dead(layers) };
        return new Diagnosis([.. findings.OfType<Finding>().OrderByDescending(finding => finding.Severity)]);
    }

    /// <summary>The findings, one a line.</summary>
    public override string ToString() => IsHealthy
        ? "Signals and gradients keep their size, inputs stay apart and units are alive."
        : string.Join(Environment.NewLine, Findings);

    private static Finding? NotFinite(LayerTrace[] layers)
    {
        LayerTrace? first = layers.FirstOrDefault(layer => !double.IsFinite(layer.Forward.SecondMoment.Value)) ?? layers.LastOrDefault(layer => !double.IsFinite(layer.Backward.SecondMoment.Value));
        return first is null ? null : new Finding(
            Severity.Serious, first.Path, $"Numbers overflow at '{first.Path}'.", "Make the weights' variance smaller: start from the gain of the activation over the fan-in.");
    }

    private static Finding? Change(LayerTrace[] layers, bool isForward)
    {
        double Size(LayerTrace layer) => Math.Sqrt((isForward ? layer.Forward : layer.Backward).SecondMoment.Value);
        double ratio = Size(layers[^1]) / Size(layers[0]);
        if (!double.IsFinite(ratio) || ratio > 1 / Unequal && ratio < Unequal) return null;
        bool grows = ratio >= 1;
        double extent = grows ? ratio : 1 / ratio;
        string subject = isForward ? "The signal" : "The gradient on its way back", verb = grows ? "grows" : "shrinks";
        string rate = string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(ratio, 1.0 / Math.Max(1, layers.Length - 1)):G3}");
        return new Finding(
            extent > Extreme ? Severity.Serious : Severity.Warning, layers[^1].Path,
            string.Create(CultureInfo.InvariantCulture, $"{subject} {verb} by a factor {extent:G3} between '{layers[0].Path}' and '{layers[^1].Path}', {rate} a layer."),
            $"{(grows ? "Lower" : "Raise")} the weights' variance towards the critical one of the activation, or add normalization or residual connections.");
    }

    private static Finding? Collapse(PropagationTrace trace, LayerTrace[] layers)
    {
        double before = trace.Layers[0].Forward.CosineSimilarity.Value;
        LayerTrace? first = layers.FirstOrDefault(layer => layer.Forward.CosineSimilarity.Value > Alike);
        if (first is null || !(before < Alike)) return null;
        return new Finding(
            Severity.Warning, first.Path,
            string.Create(CultureInfo.InvariantCulture, $"Different inputs become alike: from a cosine of {before:F2} at the input to {first.Forward.CosineSimilarity.Value:F3} at '{first.Path}'."),
            "The network is deeper than its correlation depth; use fewer layers, an activation nearer to linear, or residual connections.");
    }

    private static Finding? Dead(LayerTrace[] layers)
    {
        LayerTrace? worst = layers.MaxBy(layer => layer.Forward.DeadFraction.Value);
        double share = worst!.Forward.DeadFraction.Value;
        if (!(share > MostlyDead)) return null;
        return new Finding(
            share > AllDead ? Severity.Serious : Severity.Warning, worst.Path,
            string.Create(CultureInfo.InvariantCulture, $"{share:P0} of the units of '{worst.Path}' are zero on every input."),
            "Check the biases, widen the layer, or use an activation that is not zero for negative numbers.");
    }
}
