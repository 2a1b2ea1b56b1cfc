using System.Globalization;
using System.Text;
using Course.Chapters;
using Course.Drawing;
using Course.Notebooks;
using Course.Publishing;

namespace Course.Reporting;

/// <summary>The report on all chapters, as Markdown.</summary>
/// <param name="chapters">The chapters with their stored notebooks.</param>
public sealed class Report(IReadOnlyList<(Chapter Chapter, Notebook Notebook)> chapters)
{
    /// <summary>Every point that a chapter lacks, as one line each.</summary>
    public IEnumerable<string> Lacks =>
        from pair in chapters
        from point in Point.All
        let finding = Find(point, pair.Notebook)
        where !finding.Met
        select $"{pair.Chapter.Label} lacks point {point.Number} ({point.Text}): {finding.Where}";

    /// <summary>The report's text.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("""
            # The chapters

            Written by `course report` from the stored notebooks; do not edit it by hand.

            | chapter | question | time | figures | claims held | exercises | points met |
            |---|---|---:|---:|---:|---:|---:|

            """);
        foreach (var (chapter, notebook) in chapters)
            text.Append(Row(chapter, notebook));
        foreach (var (chapter, notebook) in chapters)
            Append(text, chapter, notebook);
        return text.ToString();
    }

    private string Row(Chapter chapter, Notebook notebook)
    {
        var claims = notebook.Claims.ToArray();
        var time = StoredNotebook.Seconds(notebook) is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s") : "";
        return $"| [{chapter.Label}]({chapter.Name}.ipynb) | {Title(chapter, notebook)} | {time} | {notebook.Figures.Count()} | {claims.Count(claim => claim.Holds)} of {claims.Length} | {notebook.Cells.Count(cell => cell.Has(CellTags.Exercise))} | {Point.All.Count(point => Find(point, notebook).Met)} of {Point.All.Count} |\n";
    }

    private void Append(StringBuilder text, Chapter chapter, Notebook notebook)
    {
        text.Append($"\n## {Title(chapter, notebook)}\n\n");
        var claims = notebook.Claims.ToArray();
        if (claims.Length > 0)
        {
            text.Append("| claim | predicted | measured | z | verdict |\n|---|---:|---:|---:|---|\n");
            foreach (var claim in claims)
                text.Append($"| {claim.Id}: {Cell(claim.Statement)} | {Show(claim.Predicted, "G5")} | {Show(claim.Measured, "G5")}{(claim.StandardError is { } error ? $" ± {Show(error, "G2")}" : "")} | {Show(claim.Z, "F2")} | {(claim.Holds ? "holds" : "fails")} |\n");
            text.Append('\n');
        }
        text.Append("| point | | where |\n|---|---|---|\n");
        foreach (var point in Point.All)
        {
            var finding = Find(point, notebook);
            text.Append($"| {point.Number}. {point.Text} | {(finding.Met ? "met" : "**lacking**")} | {Cell(finding.Where)} |\n");
        }
    }

    private Finding Find(Point point, Notebook notebook) =>
        chapters.Count == 1 && point.NeedsNeighbours ? new(true, "the only chapter so far, without neighbours") : point.In(notebook);

    private static string Title(Chapter chapter, Notebook notebook) => Cell(new CoursePage(chapter, notebook, null).Title);

    private static string Show(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string text) => text.Replace("|", "\\|").ReplaceLineEndings(" ");
}
