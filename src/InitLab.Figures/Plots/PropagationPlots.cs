using InitLab.Primitives;
using InitLab.Propagation;

namespace InitLab.Figures.Plots;

/// <summary>What was measured of a signal on its way through a network, as a figure.</summary>
public static class PropagationPlots
{
    private const string Measured = "measured";
    private const string Theory = "theory";

    /// <summary>
    /// The length of the signal and of its gradient, the share of dead units and the cosine similarity of inputs, layer by layer. Error bars
    /// are one standard error; where several initializations were measured a band holds all of them.
    /// </summary>
    /// <param name="trace">What was measured; <c>trace.Of("dense")</c> shows one kind of layer.</param>
    /// <param name="against">What a theory foretells for E[x^2] of each of the trace's layers.</param>
    /// <param name="backward">What a theory foretells for E[g^2] of each of the trace's layers.</param>
    /// <exception cref="ArgumentException">The trace is empty, or a prediction does not have one value for each layer.</exception>
    public static Facets Plot(this PropagationTrace trace, IReadOnlyList<double>? against = null, IReadOnlyList<double>? backward = null)
    {
        if (trace.Layers.Count == 0)
            throw new ArgumentException("The trace has no layer to plot: was it narrowed with Of(...) to a kind that the network does not have?", nameof(trace));
        Fits(trace, against, nameof(against));
        Fits(trace, backward, nameof(backward));
        Chart[] panels =
        [
            Panel(trace, "length of the signal", Axis.Log("E[x^2]"), layer => layer.Forward.SecondMoment, against),
            Panel(trace, "length of the gradient", Axis.Log("E[g^2]"), layer => layer.Backward.SecondMoment, backward),
            Panel(trace, "dead units", Axis.Linear("share").Between(-0.02, 1.02), layer => layer.Forward.DeadFraction, null),
            Panel(trace, "similarity of inputs", Axis.Linear("cosine"), layer => layer.Forward.CosineSimilarity, null),
        ];
        var drawable = trace.Inputs > 1 ? panels : panels[..^1];
        return Facets.Of(drawable, columns: 2).Title("From layer to layer").Subtitle(Sampling(trace));
    }

    private static Chart Panel(PropagationTrace trace, string title, Axis y, Func<LayerTrace, Estimate> statistic, IReadOnlyList<double>? theory)
    {
        var depth = Enumerable.Range(0, trace.Layers.Count).ToArray();
        var chart = Chart.Of("layer", y).Title(title);
        if (trace.Runs.Count > 1)
        {
            double[] Along(Func<IEnumerable<double>, double> end) => [.. depth.Select(l => end(trace.Runs.Select(run => statistic(run.Layers[l]).Value)))];
            chart = chart.Band(depth, Along(Enumerable.Min), Along(Enumerable.Max), Measured);
        }
        chart = chart.Estimates(depth, trace.Layers.Select(statistic), Measured, new Style { Size = 6 });
        return theory is null ? chart : chart.Line(depth, theory, Theory);
    }

    private static string Sampling(PropagationTrace trace) => trace.Runs.Count > 1
        ? $"{trace.Inputs} inputs; bars: one standard error over {trace.Runs.Count} initializations; band: lowest to highest"
        : $"{trace.Inputs} inputs; bars: one standard error over the units of a layer";

    private static void Fits(PropagationTrace trace, IReadOnlyList<double>? theory, string parameter)
    {
        if (theory is not null && theory.Count != trace.Layers.Count)
            throw new ArgumentException($"{parameter} has {theory.Count} values but the trace has {trace.Layers.Count} layers, the input among them: give one for each, or narrow the trace with Of(\"dense\").", parameter);
    }
}
