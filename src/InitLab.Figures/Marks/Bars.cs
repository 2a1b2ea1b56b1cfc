using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>A bar from zero to each value; series at one position stand side by side.</summary>
public sealed record Bars : Mark
{
    private readonly double[] x;
    private readonly double[] height;
    private readonly double[]? error;

    internal Bars(double[] x, double[] height, double[]? error = null)
    {
        Columns.SameLength(height, nameof(height), x, nameof(x));
        Columns.Errors(error, x, nameof(x));
        (this.x, this.height, this.error) = (x, height, error);
    }

    internal override string Word => "bars";

    internal override void Draw(Pen pen)
    {
        var keep = pen.Keep((pen.X, x), (pen.Y, height));
        var trace = pen.Trace("bar");
        trace["x"] = pen.Column(pen.X, x, keep);
        trace["y"] = pen.Column(pen.Y, height, keep);
        trace["marker"] = new JsonObject { ["color"] = pen.Ink.Color };
        if (Style.Opacity is { } opacity)
            trace["opacity"] = opacity;
        if (error is not null)
        {
            trace["error_y"] = ErrorBars.Of(pen, height, error, keep);
            trace["error_y"]!["color"] = Themes.Palette.Muted;
        }
        pen.Hover(trace, x, height, keep);
        pen.StandOnZero();
        pen.Cover(pen.X, x.Where(double.IsFinite).DefaultIfEmpty(0).Min() - 0.5);
        pen.Cover(pen.X, x.Where(double.IsFinite).DefaultIfEmpty(0).Max() + 0.5);
        pen.Add(trace);
    }
}
