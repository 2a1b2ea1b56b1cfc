using System.CommandLine;
using Course.Chapters;
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
        var jobs = new Option<int>("--jobs") { Description = "How many chapters run side by side.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var notebooks = ChapterOptions.Notebooks();
        var output = ChapterOptions.Output();
        var verb = new Command("run", "Execute chapters and publish their pages.") { chapters, jobs, notebooks, output };
        verb.SetAction((parsed, cancel) => RunAsync(
            CourseFolders.Find(parsed.GetValue(notebooks), parsed.GetValue(output)),
            parsed.GetValue(chapters) ?? [],
            parsed.GetValue(jobs),
            parsed.InvocationConfiguration.Output,
            cancel));
        return verb;
    }

    private static async Task<int> RunAsync(CourseFolders folders, string[] wanted, int jobs, TextWriter output, CancellationToken cancel)
    {
        if (jobs < 1)
            throw new CourseException($"--jobs is {jobs}; it must be at least 1.");
        var chapters = ChapterList.Select(folders.Notebooks, wanted);
        var console = Terminal.On(output);
        var results = await new Runner(console, folders.Executed, jobs).RunAsync(chapters, cancel);
        await new Publisher(folders, output).PublishAsync(ChapterResults.Merge(folders.Results, results), cancel);
        ResultTable.Show(console, chapters, results);
        return results.All(result => result.Passed) ? ExitCode.Success : ExitCode.Failure;
    }
}
