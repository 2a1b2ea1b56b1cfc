using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>The distribution of samples, counted here, so that a figure stores a bar a bin and not every sample.</summary>
public sealed record Histogram : Mark
{
    private readonly double[] samples;

    internal Histogram(double[] samples, Bins bins) => (this.samples, Bins) = (samples, bins);

    /// <summary>How the samples are counted.</summary>
    public Bins Bins { get; }

    internal override string Word => $"histogram of {samples.Length} samples";

    internal override void Draw(Pen pen)
    {
        var keep = pen.Keep((pen.X, samples));
        var drawn = samples.Where((_, i) => keep[i]).ToArray();
        var trace = pen.Trace("bar");
        var (lefts, widths, heights) = drawn.Length == 0 ? ([], [], []) : Columns(pen, drawn);
        trace["x"] = pen.Numbers.Array(lefts.Zip(widths, (left, width) => left + width / 2));
        trace["width"] = pen.Numbers.Array(widths);
        trace["y"] = pen.Numbers.Array(heights);
        trace["marker"] = new JsonObject { ["color"] = pen.Ink.Color };
        trace["opacity"] = Style.Opacity ?? (pen.Shares ? 0.6 : 0.85);
        trace["hovertemplate"] = "%{x:.4g}: %{y:.4g}";
        pen.StandOnZero();
        pen.Add(trace);
    }

    private (double[] Lefts, double[] Widths, double[] Heights) Columns(Pen pen, double[] drawn)
    {
        var binning = Binning.Of(drawn, Bins, pen.X.Scale);
        if (binning.Below + binning.Above > 0)
            pen.Note($"{binning.Below + binning.Above} of {samples.Length} samples lie outside the bins ({binning.Below} below, {binning.Above} above)");
        var edges = binning.Edges.Select(pen.X.Scale.Map).ToArray();
        var heights = binning.Counts.Select((count, i) => Bins.Height switch
        {
            BinHeight.Count => count,
            BinHeight.Fraction => count / (double)drawn.Length,
            _ => count / (drawn.Length * (binning.Edges[i + 1] - binning.Edges[i])),
        }).ToArray();
        foreach (var edge in binning.Edges)
            pen.Cover(pen.X, edge);
        foreach (var height in heights)
            pen.Cover(pen.Y, height);
        return ([.. edges.SkipLast(1)], [.. edges.Skip(1).Zip(edges, (right, left) => right - left)], heights);
    }
}
