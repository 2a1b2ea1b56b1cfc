using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>A straight line across the whole panel at one value, with a label at its end.</summary>
public sealed record Rule : Mark
{
    private readonly double at;
    private readonly bool vertical;

    internal Rule(double at, bool vertical)
    {
        if (!double.IsFinite(at))
            throw new ArgumentOutOfRangeException(nameof(at), at, $"A {(vertical ? "vertical" : "horizontal")} rule needs a finite place.");
        (this.at, this.vertical) = (at, vertical);
    }

    internal override string Word => FormattableString.Invariant($"{(vertical ? "vertical" : "horizontal")} rule at {at:G4}");

    internal override bool TakesColor => false;

    internal override void Draw(Pen pen)
    {
        var axis = vertical ? pen.X : pen.Y;
        if (!pen.Keep((axis, [at]))[0])
            return;
        pen.Cover(axis, at);
        var (along, across) = vertical ? ("y", "x") : ("x", "y");
        var shape = new JsonObject
        {
            ["type"] = "line",
            [$"{across}ref"] = vertical ? pen.XRef : pen.YRef,
            [$"{across}0"] = pen.Numbers.Value(axis.Scale.Map(at)),
            [$"{across}1"] = pen.Numbers.Value(axis.Scale.Map(at)),
            [$"{along}ref"] = (vertical ? pen.YRef : pen.XRef) + " domain",
            [$"{along}0"] = 0,
            [$"{along}1"] = 1,
            ["line"] = new JsonObject { ["color"] = pen.Ink.Color, ["width"] = Style.Width ?? 1.5, ["dash"] = Ink.DashName(Style.Dash ?? Dash.Dashed) },
        };
        if (Name.Length > 0)
            shape["label"] = new JsonObject { ["text"] = Label.Markup(Name), ["textposition"] = "end", ["textangle"] = 0, ["xanchor"] = Side(pen), ["yanchor"] = vertical ? "top" : "bottom", ["font"] = new JsonObject { ["size"] = 12 } };
        pen.AddShape(shape);
    }

    // Of several labelled vertical rules the first has its label on its left, so that two that are close do not run into each other.
    private string Side(Pen pen)
    {
        if (!vertical)
            return "right";
        var others = pen.Rules.Where(rule => rule.vertical && rule != this && rule.Name.Length > 0).ToArray();
        return others.Length > 0 && others.All(rule => rule.at > at) ? "right" : "left";
    }
}
