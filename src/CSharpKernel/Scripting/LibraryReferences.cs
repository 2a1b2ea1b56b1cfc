using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>The libraries that a session has asked for with #r, each with what it needs from its own folder.</summary>
internal sealed class LibraryReferences(SubmissionChain chain, SessionLoadContext loader)
{
    private readonly Dictionary<string, Guid> versions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a library and the ones beside it that it uses visible to the next cell.</summary>
    /// <param name="path">The full path of a managed assembly.</param>
    /// <returns>A warning if the session already holds another build of it, else null.</returns>
    /// <exception cref="BadImageFormatException">The file is no managed assembly.</exception>
    public string? Add(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var image = LibraryImage.Read(path);
        if (versions.TryGetValue(name, out var known))
            return known == image.Version ? null : $"{path} has changed since this session loaded it. The session goes on with the build that it loaded; restart the kernel to use the new one.";
        versions[name] = image.Version;
        if (HostLibraries.Find(name) is { } shipped)
        {
            Reference(shipped, LibraryMetadata.HostReference(shipped), image);
            return LibraryImage.Read(shipped).Version == image.Version ? null : $"{path} is another build than the one that this kernel started with ({shipped}). The session uses the kernel's own; rebuild both and restart the kernel to use the new one.";
        }
        loader.LoadLibrary(path);
        Reference(path, LibraryMetadata.Reference(path), image);
        return null;
    }

    private void Reference(string path, MetadataReference reference, LibraryImage image)
    {
        chain.AddReference(reference);
        var folder = Path.GetDirectoryName(path)!;
        foreach (var name in image.Uses.Where(name => !versions.ContainsKey(name) && !HostLibraries.IsFramework(name)))
        {
            var beside = Path.Combine(folder, name + ".dll");
            if (File.Exists(beside))
                Add(beside);
            else if (HostLibraries.Find(name) is { } shipped)
                Add(shipped);
        }
    }
}

/// <summary>What an assembly file says of itself.</summary>
/// <param name="Version">The identity of this very build (its MVID).</param>
/// <param name="Uses">The simple names of the assemblies that it uses.</param>
internal sealed record LibraryImage(Guid Version, IReadOnlyList<string> Uses)
{
    public static LibraryImage Read(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata)
            throw new BadImageFormatException("it holds no managed code");
        var metadata = image.GetMetadataReader();
        var uses = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        return new LibraryImage(metadata.GetGuid(metadata.GetModuleDefinition().Mvid), [.. uses]);
    }
}
