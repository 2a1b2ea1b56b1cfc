using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>Points joined in the order given. Where a value cannot be drawn the line is broken.</summary>
public sealed record Line : Mark
{
    private const double DotSize = 5;
    private readonly double[] x;
    private readonly double[] y;

    /// <summary>Joins (x[i], y[i]).</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    internal Line(double[] x, double[] y)
    {
        Columns.SameLength(y, nameof(y), x, nameof(x));
        (this.x, this.y) = (x, y);
    }

    /// <summary>Holds each value until the next x, as a staircase.</summary>
    public bool Steps { get; init; }

    internal override string Word => "line";

    internal override bool TakesDash => true;

    internal override void Draw(Pen pen)
    {
        var keep = pen.Keep((pen.X, x), (pen.Y, y));
        var trace = pen.Trace("scatter");
        trace["mode"] = "lines";
        trace["x"] = pen.Column(pen.X, x, keep, gaps: true);
        trace["y"] = pen.Column(pen.Y, y, keep, gaps: true);
        trace["line"] = pen.Stroke();
        ShowIsolated(pen, trace, keep);
        if (Steps)
            trace["line"]!["shape"] = "hv";
        if (Style.Opacity is { } opacity)
            trace["opacity"] = opacity;
        pen.Hover(trace, x, y, keep, gaps: true);
        pen.Add(trace);
    }

    // A value between two gaps has no neighbour to be joined to and would vanish: it gets a dot.
    private static void ShowIsolated(Pen pen, JsonObject trace, bool[] keep)
    {
        bool Kept(int i) => i >= 0 && i < keep.Length && keep[i];
        var isolated = keep.Select((kept, i) => kept && !Kept(i - 1) && !Kept(i + 1)).ToArray();
        if (!isolated.Contains(true))
            return;
        trace["mode"] = "lines+markers";
        trace["marker"] = new JsonObject { ["color"] = pen.Ink.Color, ["size"] = pen.Numbers.Array(isolated.Select(alone => alone ? DotSize : 0.0)) };
    }
}
