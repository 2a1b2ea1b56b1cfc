using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, Assembly> loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> folders = new();

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(string name, MemoryStream image, MemoryStream symbols)
    {
        image.Position = symbols.Position = 0;
        var assembly = LoadFromStream(image, symbols);
        loaded[name] = assembly;
        return assembly;
    }

    /// <summary>Loads the library at <paramref name="path"/>, as it is now, and makes those beside it loadable.</summary>
    /// <exception cref="BadImageFormatException">The file cannot be loaded, such as a reference assembly.</exception>
    public void LoadLibrary(string path)
    {
        AddFolder(Path.GetDirectoryName(path)!);
        loaded.GetOrAdd(Path.GetFileNameWithoutExtension(path), _ => Read(path));
    }

    /// <summary>Makes a library of a package loadable; packages never change, so it is loaded from its place.</summary>
    public void AddPackageLibrary(string path) => packages[Path.GetFileNameWithoutExtension(path)] = path;

    /// <summary>Makes the libraries in <paramref name="folder"/>, native ones too, loadable.</summary>
    public void AddFolder(string folder) => folders[folder] = true;

    protected override Assembly? Load(AssemblyName name)
    {
        if (loaded.TryGetValue(name.Name!, out var known))
            return known;
        if (HostLibraries.Contains(name.Name!))
            return null;
        if (packages.TryGetValue(name.Name!, out var packaged))
            return loaded.GetOrAdd(name.Name!, _ => LoadFromAssemblyPath(packaged));
        var path = folders.Keys.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
        return path is null ? null : loaded.GetOrAdd(name.Name!, _ => Read(path));
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = [unmanagedDllName, unmanagedDllName + ".dll", "lib" + unmanagedDllName + ".so", unmanagedDllName + ".so", "lib" + unmanagedDllName + ".dylib"];
        var path = folders.Keys.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    private Assembly Read(string path)
    {
        using var image = new MemoryStream(File.ReadAllBytes(path));
        var symbolsPath = Path.ChangeExtension(path, ".pdb");
        using var symbols = File.Exists(symbolsPath) ? new MemoryStream(File.ReadAllBytes(symbolsPath)) : null;
        return LoadFromStream(image, symbols);
    }
}
