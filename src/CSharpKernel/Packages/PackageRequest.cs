namespace CSharpKernel.Packages;

/// <summary>What a <c>#r "nuget: Name, version"</c> asks for.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">A version or range; "*", the latest stable one, if none was given.</param>
internal sealed record PackageRequest(string Name, string Version)
{
    private const string Scheme = "nuget:";

    public static bool Is(string directive) => directive.TrimStart().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what stands between the quotes of #r; null if no package is named.</summary>
    public static PackageRequest? Parse(string directive)
    {
        var parts = directive.Trim()[Scheme.Length..].Split(',', 2, StringSplitOptions.TrimEntries);
        var version = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : "*";
        return parts[0].Length > 0 && !parts[0].Any(char.IsWhiteSpace) ? new PackageRequest(parts[0], version) : null;
    }
}
