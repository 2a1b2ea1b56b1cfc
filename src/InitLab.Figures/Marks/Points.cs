using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>A symbol at each point, with error bars where an error is given.</summary>
public sealed record Points : Mark
{
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[]? error;

    internal Points(double[] x, double[] y, double[]? error = null)
    {
        Columns.SameLength(y, nameof(y), x, nameof(x));
        Columns.Errors(error, x, nameof(x));
        (this.x, this.y, this.error) = (x, y, error);
    }

    internal override string Word => error is null ? "points" : "points with error bars";

    internal override bool TakesSymbol => true;

    internal override void Draw(Pen pen)
    {
        var keep = pen.Keep((pen.X, x), (pen.Y, y));
        var trace = pen.Trace("scatter");
        trace["mode"] = "markers";
        trace["x"] = pen.Column(pen.X, x, keep);
        trace["y"] = pen.Column(pen.Y, y, keep);
        trace["marker"] = pen.Marker();
        if (error is not null)
            trace["error_y"] = ErrorBars.Of(pen, y, error, keep);
        pen.Hover(trace, x, y, keep);
        pen.Add(trace);
    }
}
