using Course.Chapters;
using Spectre.Console;

namespace Course.Running;

/// <summary>The table that ends a run.</summary>
public static class ResultTable
{
    /// <summary>Shows the table, and below it the reason of every failure in full.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="chapters">The chapters.</param>
    /// <param name="results">Their results, in the same order.</param>
    public static void Show(IAnsiConsole console, IReadOnlyList<Chapter> chapters, IReadOnlyList<ChapterResult> results)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("chapter");
        foreach (var column in new[] { "cells", "figures", "claims held", "time" })
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("status");
        foreach (var (chapter, result) in chapters.Zip(results))
            table.AddRow(Row(chapter, result));
        console.Write(table);
        foreach (var (chapter, result) in chapters.Zip(results).Where(pair => !pair.Second.Passed))
            console.MarkupLineInterpolated($"[red]{chapter.Label}: {result.Failure}[/]");
    }

    private static string[] Row(Chapter chapter, ChapterResult result) =>
    [
        Markup.Escape($"{chapter.Number} {chapter.Fallback}".Trim()),
        result.Cells == result.CellsInAll ? $"{result.Cells}" : $"{result.Cells} of {result.CellsInAll}",
        $"{result.Figures}",
        $"{result.ClaimsHeld} of {result.ClaimsInAll}",
        $"{result.Seconds:F1} s",
        result.Passed ? "[green]passed[/]" : "[red]failed[/]",
    ];
}
