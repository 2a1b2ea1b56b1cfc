using Course.Chapters;
using Course.Notebooks;

namespace Course.Checking;

/// <summary>Compares stored chapters with their executed notebooks, and tells every difference.</summary>
/// <param name="tolerance">How far numbers may be apart.</param>
/// <param name="output">Where to.</param>
public sealed class StoredCheck(Tolerance tolerance, TextWriter output)
{
    /// <summary>Compares chapters.</summary>
    /// <param name="chapters">The chapters as they are stored.</param>
    /// <param name="executed">The folder of their executed notebooks.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public int Compare(IReadOnlyList<Chapter> chapters, string executed)
    {
        var lines = chapters.SelectMany(chapter => Compare(chapter, Path.Combine(executed, Path.GetFileName(chapter.File)))).ToArray();
        foreach (var line in lines)
            output.WriteLine(line);
        output.WriteLine($"{Count(lines.Length, "difference")} in {Count(chapters.Count, "chapter")} (numbers compared to {tolerance.Relative} of their size).");
        return lines.Length == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private IEnumerable<string> Compare(Chapter chapter, string executed)
    {
        var stored = NotebookFile.Read(chapter.File);
        if (!File.Exists(executed))
            return [$"{chapter.Label}: it did not run to the end, so nothing can be compared."];
        if (stored.CodeCells.All(cell => cell.ExecutionCount is null))
            return [$"{chapter.Label}: it has no stored outputs; store them with `course run --update {chapter.Label}`."];
        return new OutputComparison(tolerance).Compare(stored, NotebookFile.Read(executed)).Select(difference => $"{chapter.Label}, cell {difference.Cell}: {difference.What}");
    }
}
