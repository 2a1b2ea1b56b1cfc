using System.Security.Cryptography;

namespace Course.Assets;

/// <summary>A file of a package that pages link.</summary>
/// <param name="Path">Its path inside the package.</param>
/// <param name="Sha384">The SHA-384 of its bytes, in base64, as browsers check it.</param>
public sealed record WebFile(string Path, string Sha384)
{
    /// <summary>Whether a file on disk is this one.</summary>
    /// <param name="file">A path.</param>
    public bool Matches(string file) => File.Exists(file) && Convert.ToBase64String(SHA384.HashData(File.ReadAllBytes(file))) == Sha384;
}

/// <summary>A pinned npm package.</summary>
/// <param name="Name">Its name on npm.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="Linked">The files that pages link.</param>
/// <param name="Kept">Which other files of the archive the linked ones need.</param>
public sealed record WebPackage(string Name, string Version, IReadOnlyList<WebFile> Linked, Func<string, bool> Kept)
{
    /// <summary>Draws figures.</summary>
    public static WebPackage Plotly { get; } = new(
        "plotly.js-dist-min", "4.1.2",
        [new("plotly.min.js", "hHv6D3tTUUBpp4tVv6t2Dc3oGuRhphmWOTKUR8jWyN0Pnon1g3iebKCNDNmKmxo8")],
        path => path == "LICENSE");

    /// <summary>Typesets formulas.</summary>
    public static WebPackage Katex { get; } = new(
        "katex", "0.19.1",
        [
            new("dist/katex.min.css", "WwGtaC6ywCHxA5cstpj/3+xIZvTez8dq2IcBQaXRkenHZ7FVVq1ZROtURwfbtTlG"),
            new("dist/katex.min.js", "a1WQdjRj162i159OYq041X6I4K8NenkrI09LlPmiHg0YOb7CR+wJOraXwK9abpnE"),
        ],
        path => path == "LICENSE" || (path.StartsWith("dist/fonts/") && path.EndsWith(".woff2")));

    /// <summary>Every package that pages need.</summary>
    public static IReadOnlyList<WebPackage> All { get; } = [Plotly, Katex];

    /// <summary>The folder name of the package once it is unpacked.</summary>
    public string Folder => $"{Name}-{Version}";

    /// <summary>Where a public network serves the same file.</summary>
    /// <param name="file">One of <see cref="Linked"/>.</param>
    public string Url(WebFile file) => $"https://cdn.jsdelivr.net/npm/{Name}@{Version}/{file.Path}";

    /// <summary>Whether the package lies unpacked and unharmed in a folder.</summary>
    /// <param name="packages">The folder that holds <see cref="Folder"/>.</param>
    public bool IsIn(string packages) => Linked.All(file => file.Matches(Path.Combine(packages, Folder, file.Path)));
}
