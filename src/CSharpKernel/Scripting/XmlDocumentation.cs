using System.Collections.Concurrent;
using System.Globalization;
using System.Xml;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Scripting;

/// <summary>Finds the documentation of a library's members in the XML file beside it, or for the framework in the SDK's reference packs.</summary>
/// <remarks>The files are read through at each question and only the answers kept: together they hold 30 MB.</remarks>
internal sealed class XmlDocumentation(string assemblyPath) : DocumentationProvider
{
    private static readonly ConcurrentDictionary<string, string> Answers = new();

    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        Answers.GetOrAdd(documentationMemberID, id => Files().Select(file => Read(file, id)).FirstOrDefault(found => found is not null) ?? "");

    public override bool Equals(object? obj) => obj is XmlDocumentation other && other.Path == Path;

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    private string Path => assemblyPath;

    private IEnumerable<string> Files()
    {
        var beside = System.IO.Path.ChangeExtension(assemblyPath, ".xml");
        if (File.Exists(beside))
            return [beside];
        var name = System.IO.Path.GetFileNameWithoutExtension(assemblyPath);
        if (!HostLibraries.IsFramework(name))
            return [];
        // Most of the framework lives in one assembly of its own, but is documented under the names that it is used by.
        return ReferencePacks().OrderByDescending(file => System.IO.Path.GetFileNameWithoutExtension(file) == name).ThenByDescending(file => file.EndsWith("System.Runtime.xml", StringComparison.Ordinal));
    }

    private static IEnumerable<string> ReferencePacks()
    {
        // .../shared/Microsoft.NETCore.App/10.0.1/System.Private.CoreLib.dll
        var root = new FileInfo(typeof(object).Assembly.Location).Directory?.Parent?.Parent?.Parent?.FullName ?? "";
        var packs = System.IO.Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        return Directory.Exists(packs) ? Directory.EnumerateFiles(packs, "*.xml", SearchOption.AllDirectories) : [];
    }

    private static string? Read(string file, string id)
    {
        try
        {
            using var reader = XmlReader.Create(file);
            while (reader.ReadToFollowing("member"))
            {
                if (reader.GetAttribute("name") == id)
                    return reader.ReadOuterXml();
            }
        }
        catch (Exception failure) when (failure is XmlException or IOException)
        {
            // A broken documentation file is a missing one.
        }
        return null;
    }
}
