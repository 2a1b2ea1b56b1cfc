namespace InitLab.Tests.Architecture;

/// <summary>The source files under src.</summary>
internal static class SourceFiles
{
    private static readonly string s_source = Path.Combine(Root(), "src");

    /// <summary>The folders of a project.</summary>
    public static IEnumerable<string> Folders(string project) =>
        Directory.GetDirectories(Path.Combine(s_source, project)).Select(folder => Path.GetFileName(folder)).Where(folder => folder is not ("bin" or "obj"));

    /// <summary>The C# files in the folders of a project.</summary>
    public static IEnumerable<SourceFile> Of(string project) =>
        Folders(project).SelectMany(folder => Read(Path.Combine(s_source, project, folder), folder));

    /// <summary>All C# files of all projects.</summary>
    public static IEnumerable<SourceFile> All() =>
        Directory.GetDirectories(s_source).SelectMany(project => Read(project, Path.GetFileName(project)));

    private static IEnumerable<SourceFile> Read(string directory, string folder) => Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
        .Select(path => new SourceFile(Path.GetRelativePath(s_source, path), folder, File.ReadAllText(path)));

    private static string Root()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Course.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException($"Course.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A source file.</summary>
/// <param name="Path">Its path below src.</param>
/// <param name="Folder">The folder it belongs to.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Folder, string Text);
