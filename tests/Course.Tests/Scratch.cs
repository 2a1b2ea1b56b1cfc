using Course.Notebooks;

namespace Course.Tests;

/// <summary>A folder of the test's own, gone after it.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public string Folder => folder.FullName;

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A chapter of the given C# cells.</summary>
    public string Chapter(string name, params string[] cells)
    {
        var written = cells.Select((source, index) => new Cell { Id = $"cell-{index}", Kind = CellKind.Code, Source = source });
        NotebookFile.Write(new Notebook { Cells = [.. written] }, At(name));
        return At(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
