using CSharpKernel.Packages;

namespace CSharpKernel.Scripting;

/// <summary>Makes restored packages visible to cells.</summary>
internal sealed class PackageLibraries(SubmissionChain chain, SessionLoadContext loader)
{
    private readonly Dictionary<string, string> versions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the packages that are new.</summary>
    /// <returns>Warnings about packages that the session holds in another version.</returns>
    public IReadOnlyList<string> Add(IEnumerable<PackageAssets> packages)
    {
        var warnings = new List<string>();
        foreach (var package in packages)
        {
            if (versions.TryAdd(package.Name, package.Version))
                Add(package);
            else if (versions[package.Name] != package.Version)
                warnings.Add($"{package.Name} {package.Version} is asked for, but this session already uses {versions[package.Name]}. Restart the kernel to use the new version.");
        }
        return warnings;
    }

    private void Add(PackageAssets package)
    {
        foreach (var path in package.Compile.Where(path => !HostLibraries.IsFramework(Path.GetFileNameWithoutExtension(path))))
            chain.AddReference(HostLibraries.Find(Path.GetFileNameWithoutExtension(path)) is { } shipped ? LibraryMetadata.HostReference(shipped) : LibraryMetadata.Reference(path));
        foreach (var path in package.Runtime)
            loader.AddPackageLibrary(path);
        foreach (var path in package.Native)
            loader.AddFolder(Path.GetDirectoryName(path)!);
    }
}
