using System.Text;
using Course.Notebooks;

namespace Course.Publishing;

/// <summary>Turns the cells of one page into HTML.</summary>
public sealed class CellHtml
{
    private readonly MarkdownHtml markdown = new();
    private readonly OutputHtml outputs;

    /// <summary>Starts a page.</summary>
    public CellHtml() => outputs = new(markdown);

    /// <summary>The headings of the second level so far.</summary>
    public IReadOnlyList<Heading> Headings => markdown.Headings;

    /// <summary>Renders one cell, folded when its tags say so.</summary>
    /// <param name="cell">The cell.</param>
    public string Render(Cell cell)
    {
        if (cell.Has(CellTags.Remove) || cell.Kind == CellKind.Raw || string.IsNullOrWhiteSpace(cell.Source))
            return "";
        var content = cell.Kind == CellKind.Markdown ? $"<div class=\"prose\">\n{markdown.Render(cell.Source, cell.Attachments)}</div>\n" : Code(cell);
        return CellTags.Fold(cell) is { } title
            ? $"<details class=\"fold {title.ToLowerInvariant()}\"><summary>{title}</summary>\n{content}</details>\n"
            : cell.Has(CellTags.Exercise) ? $"<section class=\"exercise\" aria-label=\"Exercise\">\n{content}</section>\n" : content;
    }

    private string Code(Cell cell)
    {
        var html = new StringBuilder("<div class=\"cell\">\n");
        if (!cell.Has(CellTags.RemoveInput))
            html.Append($"""
                <details class="code"{(cell.Has(CellTags.HideInput) ? "" : " open")}>
                <summary><span class="count">{(cell.ExecutionCount is { } count ? $"In [{count}]" : "Code")}</span></summary>
                <div class="listing"><button type="button" class="copy">Copy</button><pre><code>{CSharpColours.ToHtml(cell.Source.TrimEnd())}</code></pre></div>
                </details>

                """);
        if (cell.Outputs.Count > 0 && !cell.Has(CellTags.RemoveOutput))
            html.Append("<div class=\"outputs\">\n").AppendJoin("", cell.Outputs.Select(outputs.Render)).Append("</div>\n");
        return html.Append("</div>\n").ToString();
    }
}
