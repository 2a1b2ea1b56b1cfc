using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Marks;

/// <summary>The shaded interval between a lower and an upper curve.</summary>
public sealed record Band : Mark
{
    private readonly double[] x;
    private readonly double[] low;
    private readonly double[] high;

    internal Band(double[] x, double[] low, double[] high)
    {
        Columns.SameLength(low, nameof(low), x, nameof(x));
        Columns.SameLength(high, nameof(high), x, nameof(x));
        Columns.Sorted(x, nameof(x), "because a band is shaded from left to right");
        for (var i = 0; i < x.Length; i++)
        {
            if (low[i] > high[i])
                throw new ArgumentException($"low[{i}] = {low[i]} is above high[{i}] = {high[i]}: were the two exchanged?", nameof(low));
        }
        (this.x, this.low, this.high) = (x, low, high);
    }

    internal override string Word => "band";

    internal override void Draw(Pen pen)
    {
        var keep = pen.Keep((pen.X, x), (pen.Y, low), (pen.Y, high));
        var trace = pen.Trace("scatter");
        trace["mode"] = "lines";
        trace["x"] = Outline(pen, pen.X, x, x, keep);
        trace["y"] = Outline(pen, pen.Y, low, high, keep);
        trace["fill"] = "toself";
        trace["fillcolor"] = Palette.WithOpacity(pen.Ink.Color, Style.Opacity ?? 0.28);
        trace["line"] = new JsonObject { ["color"] = pen.Ink.Color, ["width"] = 0 };
        trace["hoverinfo"] = "skip";
        pen.Add(trace);
    }

    // There along the lower curve, back along the upper one: one polygon, so that the band is one trace.
    private static JsonArray Outline(Pen pen, Axis axis, double[] there, double[] back, bool[] keep)
    {
        var outline = pen.Column(axis, there, keep);
        foreach (var node in pen.Column(axis, back, keep).Reverse().ToArray())
            outline.Add(node!.DeepClone());
        return outline;
    }
}
