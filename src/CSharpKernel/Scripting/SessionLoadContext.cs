using System.Reflection;
using System.Runtime.Loader;

namespace CSharpKernel.Scripting;

/// <summary>Holds a session's compiled cells and the libraries they ask for.</summary>
/// <remarks>
/// What the host process ships with wins over a copy of the same name behind #r, so that a cell and its host share one
/// set of types. Libraries are read into memory: a rebuild neither finds a locked file nor changes code that runs.
/// </remarks>
internal sealed class SessionLoadContext() : AssemblyLoadContext("C# session")
{
    private readonly Dictionary<string, Assembly> cells = [];
    private readonly Dictionary<string, string> libraries = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> folders = [];

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(string name, MemoryStream image, MemoryStream symbols)
    {
        image.Position = symbols.Position = 0;
        var assembly = LoadFromStream(image, symbols);
        cells[name] = assembly;
        return assembly;
    }

    /// <summary>Makes the library at <paramref name="path"/>, and those beside it, loadable.</summary>
    public void AddLibrary(string path)
    {
        libraries[Path.GetFileNameWithoutExtension(path)] = path;
        var folder = Path.GetDirectoryName(path)!;
        if (!folders.Contains(folder))
            folders.Add(folder);
    }

    /// <summary>Makes native libraries in <paramref name="folder"/> loadable.</summary>
    public void AddFolder(string folder)
    {
        if (!folders.Contains(folder))
            folders.Add(folder);
    }

    protected override Assembly? Load(AssemblyName name)
    {
        if (cells.TryGetValue(name.Name!, out var cell))
            return cell;
        if (HostLibraries.Contains(name.Name!))
            return null;
        return Locate(name.Name!) is { } path ? LoadLibrary(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = [unmanagedDllName, unmanagedDllName + ".dll", "lib" + unmanagedDllName + ".so", unmanagedDllName + ".so", "lib" + unmanagedDllName + ".dylib"];
        var path = folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    private string? Locate(string name) =>
        libraries.TryGetValue(name, out var path)
            ? path
            : folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);

    private Assembly LoadLibrary(string path)
    {
        using var image = new MemoryStream(File.ReadAllBytes(path));
        var symbolsPath = Path.ChangeExtension(path, ".pdb");
        using var symbols = File.Exists(symbolsPath) ? new MemoryStream(File.ReadAllBytes(symbolsPath)) : null;
        return LoadFromStream(image, symbols);
    }
}
