using System.Net;
using System.Text;
using Course.Chapters;

namespace Course.Publishing;

/// <summary>The sidebar and the links to the neighbours.</summary>
/// <param name="pages">All pages in order.</param>
public sealed class Navigation(IReadOnlyList<CoursePage> pages)
{
    /// <summary>The list of all chapters by parts, the current one with its sections.</summary>
    /// <param name="current">The page shown; null on the contents page.</param>
    /// <param name="headings">The sections of the current page.</param>
    public string Sidebar(CoursePage? current, IReadOnlyList<Heading> headings)
    {
        var html = new StringBuilder();
        foreach (var part in Part.All.Where(part => pages.Any(page => page.Chapter.Part == part)))
        {
            html.Append($"<p class=\"part\">{part.Title}</p>\n<ol aria-label=\"{part.Title}\">\n");
            foreach (var page in pages.Where(page => page.Chapter.Part == part))
                html.Append($"<li><a href=\"{page.File}\"{(page == current ? " aria-current=\"page\"" : "")}>{page.NumberHtml}<span>{page.TitleHtml}</span></a>{(page == current ? Sections(headings) : "")}</li>\n");
            html.Append("</ol>\n");
        }
        return html.ToString();
    }

    /// <summary>Links to the chapters before and after.</summary>
    /// <param name="current">The page shown.</param>
    public string Neighbours(CoursePage current)
    {
        var at = pages.ToList().IndexOf(current);
        return Neighbour(pages.ElementAtOrDefault(at - 1), "prev", "Previous") + Neighbour(pages.ElementAtOrDefault(at + 1), "next", "Next");
    }

    private static string Neighbour(CoursePage? page, string relation, string label) => page is null
        ? "<span></span>\n"
        : $"<a rel=\"{relation}\" href=\"{page.File}\"><span>{label}</span> {page.NumberHtml}{page.TitleHtml}</a>\n";

    private static string Sections(IReadOnlyList<Heading> headings) => headings.Count == 0
        ? ""
        : $"\n<ul>\n{string.Concat(headings.Select(heading => $"<li><a href=\"#{heading.Id}\">{Inline(heading.Text)}</a></li>\n"))}</ul>\n";

    // Headings may hold formulas between dollar signs.
    private static string Inline(string text) => string.Concat(text.Split('$').Select((piece, index) => index % 2 == 1 ? $"<span class=\"math\">{WebUtility.HtmlEncode(piece)}</span>" : WebUtility.HtmlEncode(piece)));
}
