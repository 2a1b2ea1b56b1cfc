using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Marks;

/// <summary>
/// A box from the first to the third quartile, a line at the median, whiskers to the last sample within 1.5 times the box's height of it
/// (Tukey 1977), and a point for each sample beyond.
/// </summary>
public sealed record Box : Mark
{
    private readonly double x;
    private readonly double[] samples;

    internal Box(double x, double[] samples) => (this.x, this.samples) = (x, samples);

    internal override string Word => $"box of {samples.Length} samples";

    internal override void Draw(Pen pen)
    {
        var keep = pen.Keep((pen.Y, samples));
        var sorted = samples.Where((_, i) => keep[i]).Order().ToArray();
        pen.Cover(pen.X, x - 0.5);
        pen.Cover(pen.X, x + 0.5);
        var trace = pen.Trace("box");
        trace["fillcolor"] = Palette.WithOpacity(pen.Ink.Color, 0.3);
        trace["line"] = new JsonObject { ["color"] = pen.Ink.Color, ["width"] = 1.8 };
        trace["marker"] = new JsonObject { ["color"] = pen.Ink.Color, ["size"] = 4, ["opacity"] = 0.7 };
        trace["x"] = pen.Column(pen.X, sorted.Length == 0 ? [] : [x], [true]);
        trace["width"] = 0.55;
        trace["boxpoints"] = "all";
        trace["jitter"] = 0.35;
        trace["pointpos"] = 0;
        Summarize(pen, trace, sorted);
        pen.Add(trace);
    }

    private static void Summarize(Pen pen, JsonObject trace, double[] sorted)
    {
        JsonArray One(double value) => pen.Numbers.Array([pen.Place(pen.Y, value)]);
        if (sorted.Length == 0)
            return;
        var (first, third) = (Quantile.Of(sorted, 0.25), Quantile.Of(sorted, 0.75));
        var reach = 1.5 * (third - first);
        var inside = sorted.Where(sample => sample >= first - reach && sample <= third + reach).ToArray();
        var beyond = sorted.Where(sample => sample < first - reach || sample > third + reach).ToArray();
        trace["q1"] = One(first);
        trace["median"] = One(Quantile.Of(sorted, 0.5));
        trace["q3"] = One(third);
        trace["lowerfence"] = One(inside[0]);
        trace["upperfence"] = One(inside[^1]);
        // Plotly leaves out a box whose list of points is empty, but not one without a list.
        if (beyond.Length > 0)
            trace["y"] = new JsonArray(pen.Numbers.Array(beyond.Select(sample => pen.Place(pen.Y, sample))));
    }
}
