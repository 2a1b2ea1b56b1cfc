using System.CommandLine;

namespace Course.Verbs;

/// <summary>The arguments and options that several verbs share.</summary>
public static class ChapterOptions
{
    /// <summary>Which chapters.</summary>
    public static Argument<string[]> Chapters() => new("chapters")
    {
        Description = "Chapter numbers, parts of names, or paths of notebooks; all chapters when none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>How many chapters run side by side.</summary>
    public static Option<int> Jobs() => new("--jobs")
    {
        Description = "How many chapters run side by side.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    /// <summary>Refuses a number of jobs that nothing can run in.</summary>
    /// <param name="jobs">The value of <see cref="Jobs"/>.</param>
    /// <exception cref="CourseException"><paramref name="jobs"/> is less than 1.</exception>
    public static int AtLeastOne(int jobs) => jobs >= 1 ? jobs : throw new CourseException($"--jobs is {jobs}; it must be at least 1.");

    /// <summary>Another folder of chapters.</summary>
    public static Option<string?> Notebooks() => new("--notebooks")
    {
        Description = "The folder of chapters, instead of notebooks/.",
        HelpName = "folder",
    };

    /// <summary>Another folder of pages.</summary>
    public static Option<string?> Output() => new("--output")
    {
        Description = "The folder for executed notebooks and pages, instead of artifacts/course/.",
        HelpName = "folder",
    };
}
