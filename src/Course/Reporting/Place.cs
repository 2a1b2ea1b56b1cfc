using Course.Notebooks;

namespace Course.Reporting;

/// <summary>Names a cell for a reader.</summary>
public static class Place
{
    /// <summary>The section that a cell stands in, and the number of the cell when it is code.</summary>
    /// <param name="notebook">The chapter.</param>
    /// <param name="index">The cell's index among all cells.</param>
    public static string Of(Notebook notebook, int index)
    {
        var section = notebook.Cells.Take(index + 1).Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell => cell.Source.Split('\n')).LastOrDefault(line => line.StartsWith("## "))?[3..].Trim() ?? "the opening";
        return notebook.Cells[index].ExecutionCount is { } count ? $"{section} (In [{count}])" : section;
    }
}
