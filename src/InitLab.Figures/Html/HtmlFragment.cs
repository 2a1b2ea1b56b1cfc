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
        .Replace("/*DARK*/null", Template.Of(Theme.Dark).ToJsonString(Compact)));

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
        var slider = figure as Slider;
        return $"""
            <div class="il-figure" id="{id}">
            <div class="il-plot" role="img" aria-label="{WebUtility.HtmlEncode(figure.Description)}" style="min-height:{(int)Wide(figure)["layout"]!["height"]!}px"></div>
            {(slider is null ? "" : Control(slider, id))}<script type="application/json">{Spec(figure).ToJsonString(Compact)}</script>
            <script>InitLabFigures.draw("{id}")</script>
            </div>
            """;
    }

    private static JsonObject Wide(Figure figure) => figure.ToPlotlyJson(new PlotlyOptions { WithoutTemplate = true, WithoutSlider = true });

    private static JsonObject Spec(Figure figure)
    {
        var wide = Wide(figure);
        var narrow = figure.ToPlotlyJson(new PlotlyOptions { WithoutTemplate = true, WithoutSlider = true, Narrow = true });
        var spec = new JsonObject { ["data"] = wide["data"]!.DeepClone(), ["wide"] = wide["layout"]!.DeepClone(), ["narrow"] = narrow["layout"]!.DeepClone(), ["config"] = wide["config"]!.DeepClone() };
        if (figure is Slider slider)
        {
            spec["frames"] = wide["frames"]!.DeepClone();
            spec["narrowFrames"] = new JsonArray([.. ((JsonArray)narrow["frames"]!).Select(frame => frame!["layout"]?.DeepClone())]);
            spec["labels"] = new JsonArray([.. slider.Labels.Select(label => JsonValue.Create(label))]);
            spec["start"] = slider.Start;
        }
        return spec;
    }

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
