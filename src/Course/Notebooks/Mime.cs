namespace Course.Notebooks;

/// <summary>The MIME types a chapter's outputs carry.</summary>
public static class Mime
{
    /// <summary>A Plotly figure: <c>{"data": [...], "layout": {...}}</c>.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A claim, see <see cref="Claim"/>.</summary>
    public const string Claim = "application/vnd.initlab.claim+json";

    /// <summary>HTML without the need of scripts.</summary>
    public const string Html = "text/html";

    /// <summary>Markdown with formulas between dollar signs.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>A formula.</summary>
    public const string Latex = "text/latex";

    /// <summary>A drawing.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>A static image, in base64.</summary>
    public const string Png = "image/png";

    /// <summary>A photograph, in base64.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>The one-line description that stands beside every other form.</summary>
    public const string Text = "text/plain";

    /// <summary>Whether the notebook format stores a value of this type as a JSON document rather than as text.</summary>
    /// <param name="mime">A MIME type.</param>
    public static bool IsJson(string mime) => mime == "application/json" || (mime.StartsWith("application/") && mime.EndsWith("+json"));

    /// <summary>Whether the notebook format stores a value of this type as a list of lines.</summary>
    /// <param name="mime">A MIME type.</param>
    public static bool IsLines(string mime) => mime.StartsWith("text/") || mime is "application/javascript" or Svg;
}
