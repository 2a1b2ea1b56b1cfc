using System.Net;
using Course.Notebooks;

namespace Course.Publishing;

/// <summary>Turns the outputs of code cells into HTML, each in the richest form that needs no network.</summary>
/// <param name="markdown">Renders Markdown of the same page.</param>
public sealed class OutputHtml(MarkdownHtml markdown)
{
    private readonly FigureHtml figures = new();

    /// <summary>Renders one output.</summary>
    /// <param name="output">The output.</param>
    public string Render(Output output) => output switch
    {
        StreamText stream => Pre(stream.Name, stream.Text),
        Bundle bundle => Render(bundle),
        Failure failure => Pre("failure", failure.Traceback.Count > 0 ? string.Join("\n", failure.Traceback) : $"{failure.Name}: {failure.Message}"),
        _ => "",
    };

    private string Render(Bundle bundle)
    {
        if (bundle.IsFigure)
            return figures.Render(bundle);
        if (bundle.Data[Mime.Claim] is { } claim)
            return ClaimHtml.Render(Claim.Read(claim));
        if (bundle.Text(Mime.Html) is { } html)
            return $"<div class=\"html\">{html}</div>\n";
        if (bundle.Text(Mime.Markdown) is { } text)
            return markdown.Render(text);
        if (bundle.Text(Mime.Latex) is { } formula)
            return $"<div class=\"math display\">{WebUtility.HtmlEncode(formula.Trim().Trim('$'))}</div>\n";
        return Image(bundle) ?? Pre("value", bundle.Text(Mime.Text) ?? "");
    }

    private static string? Image(Bundle bundle)
    {
        var description = WebUtility.HtmlEncode(bundle.Text(Mime.Text)?.Trim() ?? "");
        if (bundle.Text(Mime.Svg) is { } drawing)
            return $"<div class=\"image\" role=\"img\" aria-label=\"{description}\">{drawing}</div>\n";
        foreach (var mime in new[] { Mime.Png, Mime.Jpeg })
            if (bundle.Text(mime) is { } data)
                return $"<img alt=\"{description}\" src=\"data:{mime};base64,{data.Trim()}\">\n";
        return null;
    }

    private static string Pre(string kind, string text) => $"<pre class=\"{kind}\">{WebUtility.HtmlEncode(text.TrimEnd('\n'))}</pre>\n";
}
