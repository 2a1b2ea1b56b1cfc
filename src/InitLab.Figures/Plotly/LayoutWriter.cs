using System.Text.Json.Nodes;

namespace InitLab.Figures.Plotly;

/// <summary>Writes Plotly's layout of one frame as the plan has it.</summary>
internal static class LayoutWriter
{
    private const double CapitalHeight = 0.7;

    internal static JsonObject Write(LayoutPlan plan, Drawing drawing)
    {
        var layout = new JsonObject
        {
            ["height"] = plan.Height,
            ["autosize"] = true,
            ["margin"] = new JsonObject { ["t"] = plan.Top, ["l"] = LayoutPlan.Edge, ["r"] = LayoutPlan.Edge + 4, ["b"] = LayoutPlan.Edge },
            ["showlegend"] = plan.LegendRows > 0,
        };
        if (plan.LegendRows > 0)
            layout["legend"] = Legend(plan);
        if (plan.HasBars)
            (layout["barmode"], layout["bargap"]) = (plan.HasHistograms ? "overlay" : "group", 0.25);
        if (plan.FixedWidth is { } width)
            (layout["width"], layout["autosize"]) = (width, false);
        if (plan.TitleLines(drawing) is { Count: > 0 } lines)
            layout["title"] = Title(lines);
        foreach (var panel in drawing.Panels)
            AxisWriter.Write(layout, plan, panel);
        ColorAxes(layout, plan);
        layout["shapes"] = new JsonArray([.. drawing.Panels.SelectMany(panel => panel.Shapes)]);
        layout["annotations"] = new JsonArray([.. drawing.Panels.SelectMany(panel => Annotations(plan, panel))]);
        return layout;
    }

    private static JsonObject Title(IReadOnlyList<TextLine> lines) => new()
    {
        ["text"] = string.Join("<br>", lines.Select(Markup)),
        ["x"] = 0,
        ["xref"] = "container",
        ["xanchor"] = "left",
        ["y"] = 1,
        ["yref"] = "container",
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["l"] = LayoutPlan.Edge, ["t"] = LayoutPlan.Edge + Ascent(lines) },
        ["font"] = new JsonObject { ["size"] = lines[0].Size },
    };

    // Plotly lowers a title by its capitals' height, but not one of several lines.
    private static int Ascent(IReadOnlyList<TextLine> lines) => lines.Count > 1 ? (int)Math.Round(CapitalHeight * lines[0].Size) : 0;

    private static string Markup(TextLine line) => line.Kind switch
    {
        TextKind.Title => $"<b>{Label.Markup(line.Text)}</b>",
        TextKind.Subtitle => $"<span style=\"font-size:{line.Size}px\">{Label.Markup(line.Text)}</span>",
        _ => $"<span style=\"font-size:{line.Size}px\"><i>{Label.Markup(line.Text)}</i></span>",
    };

    private static JsonObject Legend(LayoutPlan plan) => plan.LegendBeside
        ? new JsonObject { ["orientation"] = "v", ["tracegroupgap"] = 2, ["x"] = 1.01, ["xanchor"] = "left", ["y"] = 1, ["yanchor"] = "top" }
        : new JsonObject { ["orientation"] = "h", ["x"] = 0, ["xanchor"] = "left", ["tracegroupgap"] = 2, ["y"] = 1 + (plan.Grid.HasTitles ? GridPlan.TitleHeight : 2) / plan.PlotHeight, ["yanchor"] = "bottom" };

    private static IEnumerable<JsonObject> Annotations(LayoutPlan plan, Panel panel)
    {
        if (plan.Grid.HasTitles && panel.Chart.Title.Length > 0)
        {
            yield return new JsonObject
            {
                ["xref"] = panel.XRef + " domain",
                ["yref"] = panel.YRef + " domain",
                ["x"] = 0,
                ["y"] = 1,
                ["xanchor"] = "left",
                ["yanchor"] = "bottom",
                ["text"] = $"<b>{Label.Markup(panel.Chart.Title)}</b>",
                ["showarrow"] = false,
                ["font"] = new JsonObject { ["size"] = 14 },
            };
        }
        foreach (var annotation in panel.Annotations)
            yield return annotation;
    }

    private static void ColorAxes(JsonObject layout, LayoutPlan plan)
    {
        foreach (var shade in plan.Book.Shades)
        {
            var axis = ColorWriter.Axis(shade, plan.ColorExtent(shade));
            if (plan.Grid.OwnColorBars)
                Beside(plan.Grid, plan.PanelOf(shade), (JsonObject)axis["colorbar"]!);
            layout[plan.Book.ColorAxis(shade)] = axis;
        }
    }

    // Plotly would set the colour bars of all panels on one another at the right edge.
    private static void Beside(GridPlan grid, int index, JsonObject bar)
    {
        var (_, right) = grid.XDomain(index);
        var (low, high) = grid.YDomain(index);
        (bar["x"], bar["xanchor"], bar["xpad"]) = (right, "left", 6);
        (bar["y"], bar["yanchor"]) = ((low + high) / 2, "middle");
        (bar["len"], bar["ypad"]) = (high - low, 0);
    }
}
