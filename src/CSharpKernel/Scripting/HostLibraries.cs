namespace CSharpKernel.Scripting;

/// <summary>The assemblies that the host process ships with: the framework's and the host's own.</summary>
internal static class HostLibraries
{
    private static readonly Dictionary<string, string> Paths = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The framework's managed assemblies, which every cell sees.</summary>
    public static IEnumerable<string> Framework =>
        Paths.Values.Where(path => Path.GetDirectoryName(path) == FrameworkFolder);

    /// <summary>Tells whether every cell sees the assembly anyway.</summary>
    public static bool IsFramework(string name) => Find(name) is { } path && Path.GetDirectoryName(path) == FrameworkFolder;

    /// <summary>Tells whether the host ships an assembly of this simple name.</summary>
    public static bool Contains(string name) => Paths.ContainsKey(name);

    /// <summary>The path of the host's assembly of this simple name, or null.</summary>
    public static string? Find(string name) => Paths.GetValueOrDefault(name);
}
