using System.Text.Json;
using InitLab.Figures.Themes;
using PlotlyTemplate = InitLab.Figures.Themes.Template;

namespace Course.Publishing;

/// <summary>The figures' light and dark templates and series colours as a script, so that a page recolours every figure with its own theme.</summary>
public static class FigureThemes
{
    /// <summary>The script's text.</summary>
    public static string Script => $$"""
        window.figureThemes = { light: {{PlotlyTemplate.Of(Theme.Light).ToJsonString()}}, dark: {{PlotlyTemplate.Of(Theme.Dark).ToJsonString()}} };
        window.figureColours = {{JsonSerializer.Serialize(Palette.Series.Zip(Palette.DarkSeries, (light, dark) => new[] { light, dark }))}};

        """;
}
