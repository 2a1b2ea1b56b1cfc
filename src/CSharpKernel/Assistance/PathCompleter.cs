namespace CSharpKernel.Assistance;

/// <summary>Proposes files behind #r, #load and #!import.</summary>
internal static class PathCompleter
{
    private static readonly Dictionary<string, string[]> Extensions = new()
    {
        ["#r \""] = [".dll"],
        ["#load \""] = [".csx", ".cs"],
        ["#!import "] = [".csx", ".cs", ".ipynb"],
    };

    /// <summary>The proposals, or null if the line asks for no path.</summary>
    public static CompletionResult? Complete(string line, int cursor, string folder)
    {
        var text = line.TrimStart();
        if (Extensions.Keys.FirstOrDefault(start => text.StartsWith(start, StringComparison.Ordinal)) is not { } directive || text.StartsWith("#r \"nuget:", StringComparison.Ordinal))
            return null;
        var typed = text[directive.Length..].TrimStart('"');
        var word = typed[(typed.LastIndexOfAny(['/', '\\']) + 1)..];
        var directory = new DirectoryInfo(Path.GetFullPath(Path.Combine(folder, typed[..^word.Length])));
        return new CompletionResult(directory.Exists ? [.. Items(directory, word, Extensions[directive])] : [], cursor - word.Length, cursor);
    }

    private static IEnumerable<CompletionItem> Items(DirectoryInfo directory, string word, string[] extensions)
    {
        var folders = directory.EnumerateDirectories().Select(entry => entry.Name + "/");
        var files = directory.EnumerateFiles().Where(entry => extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase)).Select(entry => entry.Name);
        return folders.Concat(files).Where(name => name.StartsWith(word, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => new CompletionItem(name, "path", ""));
    }
}
