using System.Text.Json.Nodes;
using InitLab.Figures.Marks;

namespace InitLab.Figures.Plotly;

/// <summary>What a mark draws with: its axes, its ink, and the panel that receives traces, shapes, annotations and notes.</summary>
internal sealed class Pen(Panel panel, Mark mark, Ink ink, bool listed)
{
    internal Axis X => panel.X;

    internal Axis Y => panel.Y;

    internal Ink Ink => ink;

    internal Numbers Numbers => panel.Numbers;

    internal string XRef => panel.XRef;

    internal string YRef => panel.YRef;

    /// <summary>Whether other filled marks stand in the same panel, so that this one should let them through.</summary>
    internal bool Shares => panel.Chart.Marks.OfType<Histogram>().Skip(1).Any();

    internal IEnumerable<Rule> Rules => panel.Chart.Marks.OfType<Rule>();

    internal JsonObject Trace(string type)
    {
        var trace = new JsonObject
        {
            ["type"] = type,
            ["name"] = Label.Markup(mark.Name),
            ["showlegend"] = listed,
            ["xaxis"] = panel.XRef,
            ["yaxis"] = panel.YRef,
        };
        if (mark.Name.Length > 0)
            trace["legendgroup"] = mark.Name;
        return trace;
    }

    internal JsonObject Stroke() => new()
    {
        ["color"] = ink.Color,
        ["width"] = mark.Style.Width ?? 2.5,
        ["dash"] = Ink.DashName(ink.Dash),
    };

    internal JsonObject Marker() => new()
    {
        ["color"] = ink.Color,
        ["size"] = mark.Style.Size ?? 8,
        ["symbol"] = Ink.SymbolName(ink.Symbol),
        ["opacity"] = mark.Style.Opacity ?? 1,
    };

    /// <summary>Which rows can be drawn on their axes. The others are counted in a visible note; the axes' ranges cover those kept.</summary>
    internal bool[] Keep(params (Axis Axis, double[] Values)[] columns)
    {
        var rows = columns[0].Values.Length;
        var keep = new bool[rows];
        var omitted = new Omissions(rows);
        for (var i = 0; i < rows; i++)
        {
            var bad = Array.FindIndex(columns, column => !column.Axis.Scale.Accepts(column.Values[i]));
            keep[i] = bad < 0;
            if (keep[i])
                CoverAll(columns, i);
            else
                omitted.Count(columns[bad].Values[i], Place(columns, bad, i));
        }
        if (omitted.Any)
            Note(omitted.Sentence());
        return keep;
    }

    internal void Note(string sentence) => panel.Note(mark.Name.Length > 0 ? $"{mark.Name}: {sentence}" : sentence);

    internal void Cover(Axis axis, double value) => (ReferenceEquals(axis, X) ? panel.XExtent : panel.YExtent).Cover(value, axis.Scale);

    /// <summary>The name of the colour axis that all fields of this shade are drawn on.</summary>
    internal string ColorAxis(Shade shade) => panel.ColorAxis(shade);

    internal void Shade(Shade shade, double value) => panel.Colors[shade].Cover(value, shade.Scale);

    /// <summary>Says that bars stand on the x axis.</summary>
    internal void StandOnZero()
    {
        Cover(Y, 0);
        panel.YExtent.StandsOnZero = true;
    }

    /// <summary>The coordinate that Plotly is given for a value.</summary>
    internal double Place(Axis axis, double value) => axis.Scale.Map(value);

    internal JsonArray Column(Axis axis, double[] values, bool[] keep, bool gaps = false)
    {
        var column = new JsonArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (keep[i])
                column.Add(Numbers.Value(Place(axis, values[i])));
            else if (gaps)
                column.Add(null);
        }
        return column;
    }

    /// <summary>Lets hovering show the original values where the axes are mapped before Plotly sees them.</summary>
    internal void Hover(JsonObject trace, double[] x, double[] y, bool[] keep, bool gaps = false)
    {
        if (!X.Scale.IsMapped && !Y.Scale.IsMapped)
            return;
        var pairs = new JsonArray();
        for (var i = 0; i < x.Length; i++)
        {
            if (keep[i] || gaps)
                pairs.Add(Numbers.Array([x[i], y[i]]));
        }
        trace["customdata"] = pairs;
        trace["hovertemplate"] = "%{customdata[0]:.4g}, %{customdata[1]:.4g}";
    }

    internal void Add(JsonObject trace) => panel.Traces.Add(trace);

    internal void AddShape(JsonObject shape) => panel.Shapes.Add(shape);

    internal void AddAnnotation(JsonObject annotation) => panel.Annotations.Add(annotation);

    private void CoverAll((Axis Axis, double[] Values)[] columns, int row)
    {
        foreach (var (axis, values) in columns)
            Cover(axis, values[row]);
    }

    // "first at depth = 12" where there is a finite x to name it by, else the index.
    private string Place((Axis Axis, double[] Values)[] columns, int bad, int row) =>
        bad > 0 && double.IsFinite(columns[0].Values[row])
            ? FormattableString.Invariant($"at {columns[0].Axis.Name} = {columns[0].Values[row]:G4}")
            : FormattableString.Invariant($"at index {row}");
}
