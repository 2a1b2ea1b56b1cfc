using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>An arrow from each point along a displacement: a flow or gradient field.</summary>
public sealed record Arrows : Mark
{
    private const double HeadSize = 9;
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[] dx;
    private readonly double[] dy;

    internal Arrows(double[] x, double[] y, double[] dx, double[] dy)
    {
        Columns.SameLength(y, nameof(y), x, nameof(x));
        Columns.SameLength(dx, nameof(dx), x, nameof(x));
        Columns.SameLength(dy, nameof(dy), x, nameof(x));
        (this.x, this.y, this.dx, this.dy) = (x, y, dx, dy);
    }

    internal override string Word => $"{x.Length} arrows";

    internal override void Draw(Pen pen)
    {
        var (headX, headY) = (x.Zip(dx, (from, by) => from + by).ToArray(), y.Zip(dy, (from, by) => from + by).ToArray());
        var keep = pen.Keep((pen.X, x), (pen.Y, y), (pen.X, headX), (pen.Y, headY));
        var trace = pen.Trace("scatter");
        trace["mode"] = "lines+markers";
        trace["x"] = Strokes(pen, pen.X, x, headX, keep);
        trace["y"] = Strokes(pen, pen.Y, y, headY, keep);
        trace["line"] = new JsonObject { ["color"] = pen.Ink.Color, ["width"] = Style.Width ?? 1.3 };
        var sizes = keep.Where(kept => kept).SelectMany(_ => new double[] { 0, Style.Size ?? HeadSize, 0 });
        trace["marker"] = new JsonObject
        {
            ["symbol"] = "arrow",
            ["angleref"] = "previous",
            ["color"] = pen.Ink.Color,
            ["size"] = pen.Numbers.Array(sizes),
            ["line"] = new JsonObject { ["width"] = 0 },
        };
        trace["hoverinfo"] = "skip";
        pen.Add(trace);
    }

    // Tail, head, gap: one trace holds all arrows.
    private static JsonArray Strokes(Pen pen, Axis axis, double[] tail, double[] head, bool[] keep)
    {
        var strokes = new JsonArray();
        for (var i = 0; i < keep.Length; i++)
        {
            if (!keep[i])
                continue;
            strokes.Add(pen.Numbers.Value(pen.Place(axis, tail[i])));
            strokes.Add(pen.Numbers.Value(pen.Place(axis, head[i])));
            strokes.Add(null);
        }
        return strokes;
    }
}
