using System.Text.Json.Nodes;

namespace InitLab.Figures.Themes;

/// <summary>Writes a theme as a Plotly template, so that a page can change it with one <c>Plotly.relayout</c>.</summary>
public static class Template
{
    internal const string FontFamily = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

    private sealed record Colors(IReadOnlyList<string> Series, string Paper, string Text, string Soft, string Grid, string Line, string[] Sequential);

    private static readonly string[] Viridis =
        ["#440154", "#482878", "#3E4989", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C", "#FDE725"];

    // One light centre for both themes: a figure keeps its meaning when the page changes.
    private static readonly string[] BlueToOrange = ["#0B4C8C", "#3F86C4", "#9CC4E4", "#F5F5F2", "#F3B98C", "#D9722B", "#8F3C05"];

    private static readonly Colors Light = new(Palette.Series, "#FFFFFF", "#20242C", "#5A6270", "#E7E9ED", "#9AA1AC", Viridis);

    private static readonly Colors Dark = new(Palette.DarkSeries, "#15181D", "#E8EAEE", "#A7AFBB", "#2B3039", "#646C79", Viridis);

    /// <summary>The template of <paramref name="theme"/>, for <c>layout.template</c>.</summary>
    public static JsonObject Of(Theme theme)
    {
        var colors = theme == Theme.Light ? Light : Dark;
        return new JsonObject { ["layout"] = Layout(colors), ["data"] = Data(colors) };
    }

    /// <summary>The background of <paramref name="theme"/>, as <c>#rrggbb</c>, for the page around a figure.</summary>
    public static string Background(Theme theme) => theme == Theme.Light ? Light.Paper : Dark.Paper;

    /// <summary>The text colour of <paramref name="theme"/>, as <c>#rrggbb</c>.</summary>
    public static string Text(Theme theme) => theme == Theme.Light ? Light.Text : Dark.Text;

    internal static JsonArray Diverging() => ColorScale(BlueToOrange);

    private static JsonObject Layout(Colors colors) => new()
    {
        ["font"] = new JsonObject { ["family"] = FontFamily, ["size"] = 14, ["color"] = colors.Text },
        ["paper_bgcolor"] = colors.Paper,
        ["plot_bgcolor"] = colors.Paper,
        ["colorway"] = new JsonArray([.. colors.Series.Select(color => JsonValue.Create(color))]),
        ["colorscale"] = new JsonObject
        {
            ["sequential"] = ColorScale(colors.Sequential),
            ["sequentialminus"] = ColorScale(colors.Sequential),
            ["diverging"] = Diverging(),
        },
        ["hoverlabel"] = new JsonObject { ["font"] = new JsonObject { ["size"] = 13 }, ["align"] = "left" },
        ["hovermode"] = "closest",
        ["xaxis"] = Axis(colors),
        ["yaxis"] = Axis(colors),
        ["legend"] = new JsonObject { ["bgcolor"] = "rgba(0,0,0,0)", ["font"] = new JsonObject { ["size"] = 13 }, ["itemsizing"] = "trace" },
        ["annotationdefaults"] = new JsonObject { ["font"] = new JsonObject { ["color"] = colors.Text, ["size"] = 13 }, ["arrowcolor"] = colors.Soft, ["arrowwidth"] = 1.2, ["arrowhead"] = 0 },
        ["coloraxis"] = Colored(colors),
        ["sliderdefaults"] = Slider(colors),
        ["scene"] = new JsonObject { ["xaxis"] = SceneAxis(colors), ["yaxis"] = SceneAxis(colors), ["zaxis"] = SceneAxis(colors) },
    };

    private static JsonObject Axis(Colors colors) => new()
    {
        ["automargin"] = true,
        ["gridcolor"] = colors.Grid,
        ["gridwidth"] = 1,
        ["linecolor"] = colors.Line,
        ["linewidth"] = 1,
        ["showline"] = true,
        ["ticks"] = "outside",
        ["tickcolor"] = colors.Line,
        ["ticklen"] = 5,
        ["tickfont"] = new JsonObject { ["size"] = 13, ["color"] = colors.Soft },
        ["title"] = new JsonObject { ["standoff"] = 12, ["font"] = new JsonObject { ["size"] = 14, ["color"] = colors.Text } },
        ["zeroline"] = false,
    };

    private static JsonObject SceneAxis(Colors colors) => new()
    {
        ["backgroundcolor"] = colors.Paper,
        ["gridcolor"] = colors.Grid,
        ["linecolor"] = colors.Line,
        ["showbackground"] = false,
        ["zerolinecolor"] = colors.Line,
        ["tickfont"] = new JsonObject { ["size"] = 12, ["color"] = colors.Soft },
    };

    private static JsonObject Slider(Colors colors) => new()
    {
        ["bgcolor"] = colors.Grid,
        ["activebgcolor"] = colors.Series[0],
        ["bordercolor"] = colors.Line,
        ["borderwidth"] = 1,
        ["tickcolor"] = colors.Line,
        ["font"] = new JsonObject { ["color"] = colors.Soft, ["size"] = 12 },
    };

    private static JsonObject Colored(Colors colors) => new()
    {
        ["colorscale"] = ColorScale(colors.Sequential),
        ["colorbar"] = new JsonObject
        {
            ["outlinewidth"] = 0,
            ["thickness"] = 14,
            ["ticks"] = "outside",
            ["tickcolor"] = colors.Line,
            ["tickfont"] = new JsonObject { ["color"] = colors.Soft, ["size"] = 12 },
            ["title"] = new JsonObject { ["font"] = new JsonObject { ["size"] = 13 } },
        },
    };

    private static JsonObject Data(Colors colors)
    {
        var bar = new JsonObject { ["marker"] = new JsonObject { ["line"] = new JsonObject { ["color"] = colors.Paper, ["width"] = 1 } } };
        return new JsonObject { ["surface"] = new JsonArray(Colored(colors)), ["bar"] = new JsonArray(bar) };
    }

    private static JsonArray ColorScale(string[] colors) =>
        [.. colors.Select((color, i) => (JsonNode)new JsonArray(Math.Round(i / (colors.Length - 1.0), 4), color))];
}
