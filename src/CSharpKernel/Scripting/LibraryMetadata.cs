using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>Makes compiler references to assembly files.</summary>
internal static class LibraryMetadata
{
    public static MetadataReference Reference(string path) => MetadataReference.CreateFromFile(path);
}
