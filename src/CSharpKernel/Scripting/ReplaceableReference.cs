using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>A reference whose contents can change for the cells to come.</summary>
/// <remarks>
/// Roslyn hands every cell the references of those before it, so one can never be taken away. When a cell declares a
/// library type anew, the older library's metadata are replaced by ones in which that type is hidden.
/// </remarks>
internal sealed class ReplaceableReference(byte[] image) : PortableExecutableReference(MetadataReferenceProperties.Assembly)
{
    private volatile AssemblyMetadata metadata = AssemblyMetadata.CreateFromImage(image);

    public void Replace(byte[] other) => metadata = AssemblyMetadata.CreateFromImage(other);

    protected override Metadata GetMetadataImpl() => metadata;

    protected override DocumentationProvider CreateDocumentationProvider() => DocumentationProvider.Default;

    protected override PortableExecutableReference WithPropertiesImpl(MetadataReferenceProperties properties) => this;
}
