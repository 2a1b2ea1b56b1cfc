namespace Course.Assets;

/// <summary>Where pages find plotly.js and KaTeX: beside them, or, failing that, on a public network.</summary>
public sealed class WebAssets
{
    private readonly Dictionary<WebPackage, string?> failures = [];

    private WebAssets()
    {
    }

    /// <summary>Why pages will need a network, in one line; null when they will not.</summary>
    public string? Warning => failures.Values.FirstOrDefault(failure => failure is not null) is { } failure
        ? $"{failure}; the pages link copies on cdn.jsdelivr.net, with integrity hashes, and need a network to show figures and formulas."
        : null;

    /// <summary>Takes the packages from the folder that keeps them, or with npm when they are not there yet.</summary>
    /// <param name="packages">The folder that keeps them between runs.</param>
    /// <param name="cancel">Stops npm.</param>
    public static async Task<WebAssets> PrepareAsync(string packages, CancellationToken cancel)
    {
        var assets = new WebAssets();
        foreach (var package in WebPackage.All)
            assets.failures[package] = package.IsIn(packages) ? null : await NpmArchive.FetchAsync(package, packages, cancel);
        return assets;
    }

    /// <summary>Copies what is there to where pages look for it.</summary>
    /// <param name="packages">The folder that keeps the packages.</param>
    /// <param name="target">The pages' <c>assets</c> folder.</param>
    public void CopyTo(string packages, string target)
    {
        foreach (var package in WebPackage.All.Where(package => failures[package] is null && !package.IsIn(target)))
            foreach (var file in Directory.EnumerateFiles(Path.Combine(packages, package.Folder), "*", SearchOption.AllDirectories))
                WholeFile.Write(Path.Combine(target, Path.GetRelativePath(packages, file)), File.ReadAllBytes(file));
    }

    /// <summary>The HTML attribute that links a file, with its integrity hash when it comes from elsewhere.</summary>
    /// <param name="package">A package.</param>
    /// <param name="path">One of its linked files.</param>
    /// <param name="attribute"><c>src</c>, <c>href</c> or a <c>data-</c> attribute.</param>
    public string Link(WebPackage package, string path, string attribute)
    {
        var file = package.Linked.Single(linked => linked.Path == path);
        return failures[package] is null
            ? $"{attribute}=\"assets/{package.Folder}/{path}\""
            : $"{attribute}=\"{package.Url(file)}\" {Prefix(attribute)}integrity=\"sha384-{file.Sha384}\" {Prefix(attribute)}crossorigin=\"anonymous\"";
    }

    private static string Prefix(string attribute) => attribute.StartsWith("data-") ? attribute + "-" : "";
}
