using System.Text.Json.Nodes;

namespace CSharpKernel.Packages;

/// <summary>The files that one restored package brings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Compile">The assemblies to compile against.</param>
/// <param name="Runtime">The assemblies to run with.</param>
/// <param name="Native">Native libraries.</param>
internal sealed record PackageAssets(string Name, string Version, IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native)
{
    /// <summary>Reads the assets file of a restore.</summary>
    public static IReadOnlyList<PackageAssets> Read(string path)
    {
        var assets = JsonNode.Parse(File.ReadAllText(path))!;
        string[] roots = [.. assets["packageFolders"]!.AsObject().Select(folder => folder.Key)];
        // Of the targets the one for this runtime comes with its native libraries.
        var target = assets["targets"]!.AsObject().OrderByDescending(known => known.Key.Contains('/')).First().Value!.AsObject();
        return
        [
            .. target
                .Where(library => (string?)library.Value!["type"] == "package")
                .Select(library => Read(library.Key, library.Value!, (string?)assets["libraries"]![library.Key]!["path"] ?? "", roots)),
        ];
    }

    private static PackageAssets Read(string identity, JsonNode library, string folder, string[] roots)
    {
        var root = roots.Select(known => Path.Combine(known, folder)).FirstOrDefault(Directory.Exists) ?? Path.Combine(roots[0], folder);
        var parts = identity.Split('/');
        return new PackageAssets(parts[0], parts[1], Files("compile"), Files("runtime"), Files("native"));

        IReadOnlyList<string> Files(string kind) =>
        [
            .. (library[kind]?.AsObject() ?? []).Select(file => file.Key).Where(file => !file.EndsWith("_._", StringComparison.Ordinal)).Select(file => Path.GetFullPath(Path.Combine(root, file))),
        ];
    }
}
