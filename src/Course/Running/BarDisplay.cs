using System.Collections.Concurrent;
using Course.Chapters;
using Spectre.Console;

namespace Course.Running;

/// <summary>A run as one progress bar a chapter, for terminals.</summary>
/// <param name="progress">The live region that the bars are drawn in.</param>
public sealed class BarDisplay(ProgressContext progress) : IRunDisplay
{
    private readonly ConcurrentDictionary<Chapter, ProgressTask> bars = new();

    /// <summary>Runs work under live bars.</summary>
    /// <param name="console">A terminal.</param>
    /// <param name="work">The work, given the display to report to.</param>
    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<IRunDisplay, Task<T>> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(progress => work(new BarDisplay(progress)));

    /// <inheritdoc/>
    public void Progress(Chapter chapter, WorkerMessage message)
    {
        var bar = Bar(chapter);
        bar.MaxValue = Math.Max(1, message.CellsInAll);
        bar.Value = message.CellsDone;
    }

    /// <inheritdoc/>
    public void Finished(Chapter chapter, ChapterResult result)
    {
        var bar = Bar(chapter);
        bar.Description = $"[{(result.Passed ? "green" : "red")}]{Markup.Escape(Describe(chapter))}[/]";
        bar.StopTask();
    }

    private ProgressTask Bar(Chapter chapter) => bars.GetOrAdd(chapter, added => progress.AddTask(Markup.Escape(Describe(added))));

    private static string Describe(Chapter chapter) => $"{chapter.Number} {chapter.Fallback}".Trim();
}
