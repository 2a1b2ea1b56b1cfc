using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>Text beside a point, with a short arrow to it where asked.</summary>
public sealed record Text : Mark
{
    private readonly double x;
    private readonly double y;
    private readonly string words;

    internal Text(double x, double y, string words)
    {
        if (string.IsNullOrWhiteSpace(words))
            throw new ArgumentException("words is empty: a text needs something to say.", nameof(words));
        (this.x, this.y, this.words) = (x, y, words);
    }

    /// <summary>Whether an arrow leads from the text to the point.</summary>
    public bool Arrow { get; init; }

    internal override string Word => $"text \"{words}\"";

    internal override bool TakesColor => false;

    internal override void Draw(Pen pen)
    {
        if (!pen.Keep((pen.X, [x]), (pen.Y, [y]))[0])
            return;
        pen.Cover(pen.X, x);
        pen.Cover(pen.Y, y);
        var note = new JsonObject
        {
            ["xref"] = pen.XRef,
            ["yref"] = pen.YRef,
            ["x"] = pen.Numbers.Value(pen.X.Scale.ToRange(x)),
            ["y"] = pen.Numbers.Value(pen.Y.Scale.ToRange(y)),
            ["text"] = Label.Markup(words),
            ["showarrow"] = Arrow,
        };
        if (Arrow)
            (note["ax"], note["ay"]) = (30, -34);
        else
            note["yanchor"] = "bottom";
        if (Style.Color is { } color)
            (note["font"], note["arrowcolor"]) = (new JsonObject { ["color"] = color }, color);
        pen.AddAnnotation(note);
    }
}
