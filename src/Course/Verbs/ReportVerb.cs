using System.CommandLine;
using Course.Chapters;
using Course.Notebooks;
using Course.Reporting;

namespace Course.Verbs;

/// <summary><c>course report</c>: writes <c>notebooks/README.md</c> and fails when a chapter lacks a point.</summary>
public static class ReportVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var notebooks = ChapterOptions.Notebooks();
        var verb = new Command("report", "Write notebooks/README.md from the stored chapters; fail when one lacks a point.") { notebooks };
        verb.SetAction(parsed => Write(CourseFolders.Find(parsed.GetValue(notebooks)), parsed.InvocationConfiguration.Output));
        return verb;
    }

    private static int Write(CourseFolders folders, TextWriter output)
    {
        var report = new Report([.. ChapterList.Select(folders.Notebooks, []).Select(chapter => (chapter, NotebookFile.Read(chapter.File)))]);
        var path = Path.Combine(folders.Notebooks, "README.md");
        WholeFile.Write(path, report.ToMarkdown());
        output.WriteLine($"report: {path}");
        var lacks = report.Lacks.ToArray();
        foreach (var lack in lacks)
            output.WriteLine(lack);
        return lacks.Length == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
