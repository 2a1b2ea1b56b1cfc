using System.Net;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Html;

/// <summary>
/// A figure as a part of a page: the drawing, and for a slider a native one that keyboards and screen readers know. The page loads plotly.js
/// and <see cref="Script"/> once, in this order and before the first fragment.
/// </summary>
public static class HtmlFragment
{
    // Readable Greek in a stored page; the encoder still escapes what could end the script element.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    private static readonly Lazy<string> LazyScript = new(() => Resource("figure.js")
        .Replace("/*LIGHT*/null", Template.Of(Theme.Light).ToJsonString(Compact))
        .Replace("/*DARK*/null", Template.Of(Theme.Dark).ToJsonString(Compact))
        .Replace("/*COLORS*/null", JsonSerializer.Serialize(Palette.Series.Zip(Palette.DarkSeries, (light, dark) => new[] { light, dark }))));

    /// <summary>
    /// The script that draws fragments, for a <c>script</c> element. It follows <c>data-theme</c> ("light" or "dark") on the page's root element,
    /// and the reader's system where that is not set; it lays figures out anew when they become narrow or wide.
    /// </summary>
    public static string Script => LazyScript.Value;

    /// <summary>The style sheet of fragments, for a <c>style</c> element.</summary>
    public static string StyleSheet => Resource("figure.css");

    internal static string Write(Figure figure, string id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not '-' and not '_'))
            throw new ArgumentException($"\"{id}\" cannot be an element's id: use letters, digits, - and _.", nameof(id));
        var spec = figure.ToPlotlyJson(new PlotlyOptions { WithoutTemplate = true, WithNarrow = true });
        return $"""
            <div class="il-figure" id="{id}">
            <div class="il-plot" role="img" aria-label="{WebUtility.HtmlEncode(figure.Description)}" style="{Style(spec)}"></div>
            {(figure is Slider slider ? Control(slider, id) : "")}<script type="application/json">{spec.ToJsonString(Compact)}</script>
            <script>InitLabFigures.draw("{id}")</script>
            </div>
            """;
    }

    // Room is kept while the page loads.
    private static string Style(JsonObject spec) =>
        $"min-height:{spec["layout"]!["height"]}px" + (spec["layout"]!["width"] is { } width ? $";max-width:{width}px" : "");

    private static string Control(Slider slider, string id) => $"""
        <div class="il-slider"><label for="{id}-slider">{Label.Markup(slider.Parameter)} = <output id="{id}-value">{WebUtility.HtmlEncode(slider.Labels[slider.Start])}</output></label>
        <input id="{id}-slider" type="range" min="0" max="{slider.Labels.Count - 1}" step="1" value="{slider.Start}" aria-valuetext="{WebUtility.HtmlEncode(slider.Labels[slider.Start])}"></div>

        """;

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"InitLab.Figures.Html.{name}")
            ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
