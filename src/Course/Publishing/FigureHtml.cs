using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Publishing;

/// <summary>Turns figures into HTML that the page's script draws when the reader comes near.</summary>
public sealed class FigureHtml
{
    private const int UsualHeight = 450;
    private int count;

    /// <summary>Renders one figure.</summary>
    /// <param name="bundle">A bundle that holds a Plotly figure.</param>
    public string Render(Bundle bundle)
    {
        var figure = bundle.Data[Mime.Plotly]!;
        var description = WebUtility.HtmlEncode(bundle.Text(Mime.Text)?.Trim() ?? "A figure without a description.");
        var height = Height(figure["layout"]?["height"]);
        count++;
        return $"""
            <figure class="figure" id="figure-{count}">
            <div class="plot" role="img" aria-labelledby="caption-{count}" style="min-height:{height}px">{Still(bundle, description)}</div>
            <script type="application/json">{Embed(figure)}</script>
            <figcaption id="caption-{count}"><b>Figure {count}.</b> {description}</figcaption>
            </figure>

            """;
    }

    private static int Height(JsonNode? height) => height is JsonValue value && value.TryGetValue<double>(out var pixels) ? (int)pixels : UsualHeight;

    private static string Still(Bundle bundle, string description) => bundle.Text(Mime.Png) is { } image
        ? $"<noscript><img alt=\"{description}\" src=\"data:{Mime.Png};base64,{image.Trim()}\"></noscript>"
        : "<noscript>This figure is drawn by a script.</noscript>";

    // A closing tag inside the data would end the script element early.
    private static string Embed(JsonNode figure) => figure.ToJsonString(new JsonSerializerOptions()).Replace("</", "<\\/");
}
