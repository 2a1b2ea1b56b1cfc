using Course.Chapters;

namespace Course.Running;

/// <summary>A run as lines of text, for logs: one at the start of a chapter, one at each quarter, one at its end.</summary>
/// <param name="output">Where the lines go.</param>
public sealed class PlainDisplay(TextWriter output) : IRunDisplay
{
    /// <inheritdoc/>
    public void Progress(Chapter chapter, WorkerMessage message)
    {
        if (message.CellsDone == 0)
            Say($"{chapter.Label}: started, {message.CellsInAll} cells");
        else if (message.CellsDone < message.CellsInAll && Quarter(message.CellsDone, message) > Quarter(message.CellsDone - 1, message))
            Say($"{chapter.Label}: {message.CellsDone} of {message.CellsInAll} cells");
    }

    /// <inheritdoc/>
    public void Finished(Chapter chapter, ChapterResult result) =>
        Say($"{chapter.Label}: {(result.Passed ? "passed" : $"FAILED, {result.Failure}")} ({result.Seconds:F1} s)");

    private static int Quarter(int cells, WorkerMessage message) => 4 * cells / message.CellsInAll;

    private void Say(string line)
    {
        lock (output)
            output.WriteLine(line);
    }
}
