namespace CSharpKernel.Magics;

/// <summary>The magics that a cell can use.</summary>
internal static class MagicNames
{
    /// <summary>Each magic with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["csharp"] = "what follows is C#",
        ["C#"] = "what follows is C#",
        ["html"] = "shows what follows as HTML",
        ["import"] = "runs a .csx, .cs or .ipynb file, once a session",
        ["javascript"] = "runs what follows in the reader's browser",
        ["js"] = "runs what follows in the reader's browser",
        ["lsmagic"] = "lists these commands",
        ["markdown"] = "shows what follows as Markdown",
        ["time"] = "prints how long the rest of the cell takes",
        ["who"] = "lists the session's variables",
        ["whos"] = "lists the session's variables with their types and values",
    };

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>Tells whether the lines below the magic are its own text, not C#.</summary>
    public static bool TakesText(string name) => name is "html" or "javascript" or "js" or "markdown";

    public static string Unknown(string name) =>
        $"#!{name} is no command of this kernel, which runs C# only. The commands are {string.Join(", ", Known.Keys.Select(known => "#!" + known))}.";
}
