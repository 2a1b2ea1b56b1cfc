using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace CSharpKernel.Rendering;

/// <summary>Shows a two-dimensional array row by row with its shape; the formatting package would list its elements in one line.</summary>
internal static class GridText
{
    /// <summary>The element types whose two-dimensional arrays are shown this way.</summary>
    public static IReadOnlyList<Type> Elements { get; } =
    [
        typeof(double), typeof(float), typeof(Half), typeof(decimal), typeof(long), typeof(int), typeof(short), typeof(byte),
        typeof(bool), typeof(char), typeof(string), typeof(System.Numerics.Complex),
    ];

    public static string Format(Array grid)
    {
        var rows = Cells(grid);
        var width = rows.SelectMany(row => row).Select(cell => cell.Length).DefaultIfEmpty().Max();
        var lines = rows.Select(row => "  " + string.Join("  ", row.Select(cell => cell.PadLeft(width))));
        return string.Join("\n", lines.Prepend(Title(grid)));
    }

    public static string FormatHtml(Array grid)
    {
        var html = new StringBuilder($"<table><caption>{Html.HtmlEncode(Title(grid))}</caption><tbody>");
        foreach (var row in Cells(grid))
            html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Html.HtmlEncode(cell)}</td>")).Append("</tr>");
        return html.Append("</tbody></table>").ToString();
    }

    private static string Title(Array grid) => $"{grid.GetType().GetElementType()!.Name} [{grid.GetLength(0)}, {grid.GetLength(1)}]";

    private static List<List<string>> Cells(Array grid)
    {
        var rows = Shown(grid.GetLength(0));
        var columns = Shown(grid.GetLength(1));
        return [.. rows.Select(row => columns.Select(column => row < 0 || column < 0 ? "..." : Text(grid, row, column)).ToList())];
    }

    // The last index is -1 where the rest is left out.
    private static List<int> Shown(int length) =>
        length <= Formatter.ListExpansionLimit ? [.. Enumerable.Range(0, length)] : [.. Enumerable.Range(0, Formatter.ListExpansionLimit), -1];

    private static string Text(Array grid, int row, int column) =>
        Formatter.ToDisplayString(grid.GetValue(grid.GetLowerBound(0) + row, grid.GetLowerBound(1) + column), "text/plain");
}
