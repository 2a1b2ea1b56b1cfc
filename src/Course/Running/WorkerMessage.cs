using System.Text.Json;

namespace Course.Running;

/// <summary>One line from a chapter's process to the runner.</summary>
/// <param name="CellsDone">Code cells finished so far.</param>
/// <param name="CellsInAll">Code cells in the chapter.</param>
/// <param name="Error">Why the chapter cannot be run at all; null otherwise.</param>
public sealed record WorkerMessage(int CellsDone, int CellsInAll, string? Error = null)
{
    private const string Prefix = "course-worker ";

    /// <summary>The message as a line.</summary>
    public string ToLine() => Prefix + JsonSerializer.Serialize(this);

    /// <summary>Reads a line; null when it is not a message, as when native code printed it.</summary>
    /// <param name="line">A line of the process's standard output.</param>
    public static WorkerMessage? Parse(string line) => line.StartsWith(Prefix, StringComparison.Ordinal) ? JsonSerializer.Deserialize<WorkerMessage>(line[Prefix.Length..]) : null;
}
