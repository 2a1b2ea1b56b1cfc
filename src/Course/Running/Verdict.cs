using Course.Chapters;
using Course.Notebooks;

namespace Course.Running;

/// <summary>Judges an executed notebook.</summary>
public static class Verdict
{
    /// <summary>A cell with this tag is meant to throw, as Jupyter's own runners have it.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>Counts what ran, what was drawn and what held, and names the first thing that failed.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="notebook">Its executed notebook.</param>
    /// <param name="time">How long it took.</param>
    public static ChapterResult Of(Chapter chapter, Notebook notebook, TimeSpan time)
    {
        var cells = notebook.CodeCells.Count();
        var ran = notebook.CodeCells.Count(Ran);
        var claims = notebook.Claims.ToArray();
        var held = claims.Count(claim => claim.Holds);
        var failure = Thrown(notebook) ?? Broken(claims) ?? (ran < cells ? $"{cells - ran} of {cells} cells did not run" : null);
        return new(chapter.Name, ran, cells, notebook.Figures.Count(), held, claims.Length, Math.Round(time.TotalSeconds, 1), failure);
    }

    /// <summary>The exception that ended a cell that was not meant to throw; null when there is none.</summary>
    /// <param name="cell">An executed cell.</param>
    public static Failure? Unexpected(Cell cell) => cell.Has(RaisesException) ? null : cell.Outputs.OfType<Failure>().FirstOrDefault();

    private static bool Ran(Cell cell) => Unexpected(cell) is null && (cell.ExecutionCount is not null || string.IsNullOrWhiteSpace(cell.Source));

    private static string? Thrown(Notebook notebook) => notebook.CodeCells
        .Select((cell, index) => (Failure: Unexpected(cell), Number: cell.ExecutionCount ?? index + 1))
        .Where(found => found.Failure is not null)
        .Select(found => $"cell {found.Number} threw {found.Failure!.Name.Split('.')[^1]}: {found.Failure.Message.Split('\n')[0]}")
        .FirstOrDefault();

    private static string? Broken(IReadOnlyList<Claim> claims) => claims.Where(claim => !claim.Holds)
        .Select(claim => $"claim {claim.Id} does not hold: {claim.Statement}")
        .FirstOrDefault();
}
