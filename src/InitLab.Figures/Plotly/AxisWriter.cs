using System.Text.Json.Nodes;
using InitLab.Figures.Scales;

namespace InitLab.Figures.Plotly;

/// <summary>Writes the two axes of a panel into the layout.</summary>
internal static class AxisWriter
{
    private const double ManyDecades = 3;
    private const int PowerSize = 11;

    // Above 0.7 of a decade a tick Plotly goes to whole decades, above 0.3 to 1, 2 and 5.
    private const double DecadeTicks = 0.75;
    private const double HalfDecadeTicks = 0.69;

    // Within one decade its ticks are linear.
    private const int LinearTicks = 5;

    internal static void Write(JsonObject layout, LayoutPlan plan, Panel panel)
    {
        var (grid, index) = (plan.Grid, panel.Number - 1);
        var x = Axis(panel.X, plan.XExtent(panel), plan.Moves, plan.LabelRoom.X);
        x["domain"] = Domain(grid.XDomain(index));
        x["anchor"] = panel.YRef;
        var y = Axis(panel.Y, plan.YExtent(panel), plan.Moves, plan.LabelRoom.Y);
        y["domain"] = Domain(grid.YDomain(index));
        y["anchor"] = panel.XRef;
        Share(x, grid.SharesX, index, "x", labelled: grid.AtBottom(index) || grid.Narrow, titled: grid.AtBottom(index));
        Share(y, grid.SharesY, index, "y", labelled: grid.AtLeft(index), titled: grid.AtLeft(index));
        if (panel.Chart.EqualAspect)
            (y["scaleanchor"], y["constrain"], x["constrain"]) = (panel.XRef, "domain", "domain");
        layout[panel.XName] = x;
        layout[panel.YName] = y;
    }

    private static void Share(JsonObject axis, bool shares, int index, string first, bool labelled, bool titled)
    {
        if (!shares)
            return;
        if (index > 0)
            axis["matches"] = first;
        axis["showticklabels"] = labelled;
        if (!titled)
            axis.Remove("title");
    }

    private static JsonObject Axis(Axis axis, Extent extent, bool pinned, int room)
    {
        var json = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = Label.Markup(axis.Name) + (axis.Unit.Length > 0 ? $" ({Label.Markup(axis.Unit)})" : "") },
            ["type"] = axis.Scale == Scale.Log ? "log" : "linear",
            ["exponentformat"] = "power",
            ["hoverformat"] = ".4~g",
        };
        if (axis.Scale == Scale.Log)
            Decades(json, axis, extent, room);
        if (axis.Categories is { } categories)
            Ticks(json, categories.Select((name, i) => ((double)i, Label.Markup(name))));
        else if (axis.Scale is SymmetricLogScale symmetric && !extent.IsEmpty)
            Ticks(json, symmetric.Ticks(axis.Min ?? extent.Low, axis.Max ?? extent.High).Select(tick => (symmetric.Map(tick), TickText.SignedPower(tick))));
        if (pinned || axis.Min is not null || axis.Max is not null)
            Limit(json, axis, extent, pinned);
        return json;
    }

    // Plotly labels 2 and 5 within decades until they crowd, and sets powers a quarter larger than other labels.
    private static void Decades(JsonObject json, Axis axis, Extent extent, int room)
    {
        var (from, to) = extent.Range(axis);
        if (to - from >= ManyDecades)
        {
            json["nticks"] = Math.Max(2, Math.Min(room, (int)((to - from) / DecadeTicks)));
            json["tickfont"] = new JsonObject { ["size"] = PowerSize };
        }
        else if (from >= -3 && to <= 4)
        {
            json["nticks"] = to - from < 1 ? LinearTicks : (int)Math.Ceiling((to - from) / HalfDecadeTicks);
            json["minorloglabels"] = "complete";
            json["exponentformat"] = "none";
        }
    }

    private static void Ticks(JsonObject json, IEnumerable<(double At, string Text)> ticks)
    {
        var all = ticks.ToArray();
        json["tickvals"] = new JsonArray([.. all.Select(tick => JsonValue.Create(Math.Round(tick.At, 9)))]);
        json["ticktext"] = new JsonArray([.. all.Select(tick => JsonValue.Create(tick.Text))]);
    }

    // Null leaves an end to Plotly, which knows the size of symbols; a slider pins both, so that frames can be compared.
    private static void Limit(JsonObject json, Axis axis, Extent extent, bool pinned)
    {
        var (from, to) = extent.Range(axis);
        JsonNode? End(double value, bool given) => given || pinned ? JsonValue.Create(Math.Round(value, 9)) : null;
        json["range"] = new JsonArray(End(from, axis.Min is not null), End(to, axis.Max is not null));
    }

    private static JsonArray Domain((double From, double To) part) => new(Math.Round(part.From, 5), Math.Round(part.To, 5));
}
