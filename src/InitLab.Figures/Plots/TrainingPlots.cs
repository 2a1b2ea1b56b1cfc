using InitLab.Training;

namespace InitLab.Figures.Plots;

/// <summary>Training runs as figures.</summary>
public static class TrainingPlots
{
    private const double RunOpacity = 0.75;

    // More layers than this are told apart by the order of their colours alone.
    private const int MostNamed = 8;

    /// <summary>
    /// The loss by step with the held-out loss, and, where layers were measured, each layer's gradient norm and update-to-weight ratio.
    /// </summary>
    /// <exception cref="ArgumentException">The run has no step.</exception>
    public static Facets Plot(this TrainingRecord record)
    {
        if (record.Steps.Count == 0)
            throw new ArgumentException("The run has no step to plot: was it cancelled before the first?", nameof(record));
        var loss = Chart.Of("step", Axis.Log("loss")).Title("loss").Losses([record], "training");
        if (record.Evaluations.Count > 0)
            loss = loss.Estimates(record.Evaluations.Select(held => held.Step), record.Evaluations.Select(held => held.Evaluation.Loss), "held out");
        Chart[] panels = record.Steps.Any(step => step.Layers is not null)
            ? [loss, Layers(record, "gradient norm", layer => layer.GradientNorm), Layers(record, "update-to-weight ratio", layer => layer.UpdateRatio)]
            : [loss];
        return Facets.Of(panels).Title("Training").Subtitle(record + (record.Layers.Count > MostNamed ? "; layers from first, violet, to last, red" : ""));
    }

    /// <summary>The loss of each run by step: a line a run, all one series.</summary>
    /// <exception cref="ArgumentException">There is no run, or one has no step.</exception>
    public static Chart Losses(this Chart chart, IEnumerable<TrainingRecord> runs, string name = "", Style? style = null)
    {
        var all = runs.ToArray();
        if (all.Length == 0)
            throw new ArgumentException("runs is empty: at least one run is needed.", nameof(runs));
        var look = all.Length == 1 ? style : (style ?? Style.Default) with { Opacity = RunOpacity, Width = style?.Width ?? 1.5 };
        return chart.For(all, (drawn, run) => drawn.Line(run.Steps.Select(step => step.Step), run.Steps.Select(step => step.Loss), name, look));
    }

    private static string Name(TrainingRecord record, string layer) => record.Layers.Count <= MostNamed ? layer : "";

    private static Chart Layers(TrainingRecord record, string quantity, Func<LayerStep, double> value)
    {
        var measured = record.Steps.Where(step => step.Layers is not null).ToArray();
        var last = Math.Max(record.Layers.Count - 1, 1);
        return Chart.Of("step", Axis.Log(quantity)).Title(quantity).For(record.Layers.Index(), (chart, layer) => chart.Line(
            measured.Select(step => step.Step), measured.Select(step => value(step.Layers![layer.Index])), Name(record, layer.Item), Style.Ramp(layer.Index / (double)last)));
    }
}
