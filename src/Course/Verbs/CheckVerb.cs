using System.CommandLine;
using Course.Chapters;
using Course.Checking;
using Course.Running;

namespace Course.Verbs;

/// <summary><c>course check [chapters...]</c>: runs chapters again and reports every stored output that differs.</summary>
public static class CheckVerb
{
    private const double UsualTolerance = 1e-6;

    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var chapters = ChapterOptions.Chapters();
        var jobs = ChapterOptions.Jobs();
        var tolerance = new Option<double>("--tolerance") { Description = "How far a number may be from the stored one, as a part of its size.", DefaultValueFactory = _ => UsualTolerance, HelpName = "part" };
        var last = new Option<bool>("--last") { Description = "Compare with the last run in artifacts/course/ instead of running again." };
        var notebooks = ChapterOptions.Notebooks();
        var output = ChapterOptions.Output();
        var verb = new Command("check", "Run chapters again and compare every stored number and text, cell by cell.") { chapters, jobs, tolerance, last, notebooks, output };
        verb.SetAction((parsed, cancel) =>
        {
            var folders = CourseFolders.Find(parsed.GetValue(notebooks), parsed.GetValue(output));
            var check = new StoredCheck(new Tolerance(parsed.GetValue(tolerance)), parsed.InvocationConfiguration.Output);
            var selected = ChapterList.Select(folders.Notebooks, parsed.GetValue(chapters) ?? []);
            return parsed.GetValue(last)
                ? Task.FromResult(check.Compare(selected, folders.Executed))
                : RunAsync(check, selected, ChapterOptions.AtLeastOne(parsed.GetValue(jobs)), parsed.InvocationConfiguration.Output, cancel);
        });
        return verb;
    }

    private static async Task<int> RunAsync(StoredCheck check, IReadOnlyList<Chapter> chapters, int jobs, TextWriter output, CancellationToken cancel)
    {
        var work = Directory.CreateTempSubdirectory("course-check-");
        try
        {
            var results = await new Runner(Terminal.On(output), work.FullName, jobs).RunAsync(chapters, cancel);
            var compared = check.Compare(chapters, work.FullName);
            return results.All(result => result.Passed) ? compared : ExitCode.Failure;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
