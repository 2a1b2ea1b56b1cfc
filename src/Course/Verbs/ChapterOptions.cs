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
