using System.CommandLine;
using Course.Chapters;
using Course.Drawing;
using Course.Notebooks;
using Course.Publishing;
using Course.Running;

namespace Course.Verbs;

/// <summary><c>course run [chapters...]</c>: executes chapters headless and publishes their pages.</summary>
public static class RunVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var chapters = ChapterOptions.Chapters();
        var jobs = ChapterOptions.Jobs();
        var update = new Option<bool>("--update") { Description = "Store the outputs in the chapters' own files, every figure with a static image." };
        var notebooks = ChapterOptions.Notebooks();
        var output = ChapterOptions.Output();
        var verb = new Command("run", "Execute chapters and publish their pages.") { chapters, jobs, update, notebooks, output };
        verb.SetAction((parsed, cancel) => RunAsync(
            CourseFolders.Find(parsed.GetValue(notebooks), parsed.GetValue(output)),
            parsed.GetValue(chapters) ?? [],
            ChapterOptions.AtLeastOne(parsed.GetValue(jobs)),
            parsed.GetValue(update),
            parsed.InvocationConfiguration.Output,
            cancel));
        return verb;
    }

    private static async Task<int> RunAsync(CourseFolders folders, string[] wanted, int jobs, bool update, TextWriter output, CancellationToken cancel)
    {
        var chapters = ChapterList.Select(folders.Notebooks, wanted);
        var console = Terminal.On(output);
        var results = await new Runner(console, folders.Executed, jobs).RunAsync(chapters, cancel);
        await new Publisher(folders, output).PublishAsync(ChapterResults.Merge(folders.Results, results), cancel);
        if (update)
            await StoreAsync(folders, [.. chapters.Zip(results).Where(pair => pair.Second.Passed)], output, cancel);
        ResultTable.Show(console, chapters, results);
        return results.All(result => result.Passed) ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task StoreAsync(CourseFolders folders, IReadOnlyList<(Chapter Chapter, ChapterResult Result)> passed, TextWriter output, CancellationToken cancel)
    {
        await using var images = await FigureImages.StartAsync(folders.Packages, cancel);
        var store = new StoredNotebook(images);
        foreach (var (chapter, result) in passed)
        {
            cancel.ThrowIfCancellationRequested();
            var size = await store.StoreAsync(chapter, NotebookFile.Read(Path.Combine(folders.Executed, chapter.Name + ".ipynb")), result.Seconds);
            output.WriteLine($"stored: {chapter.File} ({size / 1e6:F2} MB)");
        }
    }
}
