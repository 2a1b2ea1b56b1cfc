using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>Makes compiler references to assembly files.</summary>
internal static class LibraryMetadata
{
    private static readonly ConcurrentDictionary<string, MetadataReference> OfHost = new();

    /// <summary>A reference to a library as its file is now.</summary>
    public static MetadataReference Reference(string path) => MetadataReference.CreateFromImage(File.ReadAllBytes(path), documentation: new XmlDocumentation(path), filePath: path);

    /// <summary>A reference to an assembly that the host ships with; all sessions of the process share it.</summary>
    public static MetadataReference HostReference(string path) => OfHost.GetOrAdd(path, _ => MetadataReference.CreateFromFile(path, documentation: new XmlDocumentation(path)));
}
