using System.CommandLine;
using Course.Chapters;
using Course.Checking;
using Course.Notebooks;
using Course.Running;

namespace Course.Verbs;

/// <summary><c>course check [chapters...]</c>: runs chapters again and reports every stored output that differs.</summary>
public static class CheckVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var chapters = ChapterOptions.Chapters();
        var jobs = ChapterOptions.Jobs();
        var tolerance = new Option<double>("--tolerance") { Description = "How far a number may be from the stored one, as a part of its size.", DefaultValueFactory = _ => 1e-6, HelpName = "part" };
        var notebooks = ChapterOptions.Notebooks();
        var verb = new Command("check", "Run chapters again and compare every stored number and text, cell by cell.") { chapters, jobs, tolerance, notebooks };
        verb.SetAction((parsed, cancel) => CheckAsync(
            CourseFolders.Find(parsed.GetValue(notebooks)),
            parsed.GetValue(chapters) ?? [],
            ChapterOptions.AtLeastOne(parsed.GetValue(jobs)),
            new Tolerance(parsed.GetValue(tolerance)),
            parsed.InvocationConfiguration.Output,
            cancel));
        return verb;
    }

    private static async Task<int> CheckAsync(CourseFolders folders, string[] wanted, int jobs, Tolerance tolerance, TextWriter output, CancellationToken cancel)
    {
        var chapters = ChapterList.Select(folders.Notebooks, wanted);
        var stored = chapters.Select(chapter => NotebookFile.Read(chapter.File)).ToArray();
        var work = Directory.CreateTempSubdirectory("course-check-");
        try
        {
            var results = await new Runner(Terminal.On(output), work.FullName, jobs).RunAsync(chapters, cancel);
            var differences = 0;
            for (var at = 0; at < chapters.Count; at++)
                differences += Report(chapters[at], results[at], stored[at], Path.Combine(work.FullName, chapters[at].Name + ".ipynb"), tolerance, output);
            output.WriteLine($"{chapters.Count} chapters, {differences} differences (numbers compared to {tolerance.Relative} of their size).");
            return differences == 0 && results.All(result => result.Passed) ? ExitCode.Success : ExitCode.Failure;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static int Report(Chapter chapter, ChapterResult result, Notebook stored, string executed, Tolerance tolerance, TextWriter output)
    {
        if (!File.Exists(executed))
            return 0;
        if (stored.CodeCells.All(cell => cell.ExecutionCount is null))
        {
            output.WriteLine($"{chapter.Label}: it has no stored outputs; store them with `course run --update {chapter.Label}`.");
            return 1;
        }
        var differences = new OutputComparison(tolerance).Compare(stored, NotebookFile.Read(executed)).ToArray();
        foreach (var difference in differences)
            output.WriteLine($"{chapter.Label}, cell {difference.Cell}: {difference.What}");
        if (!result.Passed)
            output.WriteLine($"{chapter.Label}: {result.Failure}");
        return differences.Length;
    }
}
