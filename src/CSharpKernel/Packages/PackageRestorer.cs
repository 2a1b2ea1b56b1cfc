using System.Text.RegularExpressions;

namespace CSharpKernel.Packages;

/// <summary>Restores the packages that a session's cells ask for.</summary>
/// <remarks>Each restore names all packages so far, so that their versions agree.</remarks>
internal sealed partial class PackageRestorer(string workingDirectory)
{
    private readonly Dictionary<string, PackageRequest> requests = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Restores packages with those restored before.</summary>
    /// <returns>The files of all packages and of what they depend on.</returns>
    /// <exception cref="RestoreFailedException">The restore failed.</exception>
    public IReadOnlyList<PackageAssets> Restore(IReadOnlyList<PackageRequest> wanted, Action<string> progress, CancellationToken stop)
    {
        var all = new Dictionary<string, PackageRequest>(requests, StringComparer.OrdinalIgnoreCase);
        foreach (var request in wanted)
            all[request.Name] = request;
        var folder = Directory.CreateTempSubdirectory("csharp-kernel-packages-");
        var printed = new List<string>();
        try
        {
            var assets = RestoreProject.Restore(folder.FullName, all.Values, workingDirectory, line => Report(line, printed, progress), stop).GetAwaiter().GetResult() ?? throw Failure(printed);
            var restored = PackageAssets.Read(assets);
            foreach (var request in wanted)
                requests[request.Name] = request;
            return restored;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new RestoreFailedException("NuGet", "dotnet restore could not be started. #r \"nuget: ...\" needs the .NET SDK; install it, or use #r with the path of a library.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Report(string line, List<string> printed, Action<string> progress)
    {
        lock (printed)
        {
            printed.Add(line);
        }
        progress(line);
    }

    private static RestoreFailedException Failure(List<string> printed)
    {
        lock (printed)
        {
            var errors = printed.Select(line => ErrorLine().Match(line)).Where(match => match.Success).ToList();
            return errors.Count == 0
                ? new RestoreFailedException("NuGet", "dotnet restore failed:\n" + string.Join("\n", printed.TakeLast(20)))
                : new RestoreFailedException(errors[0].Groups["code"].Value, string.Join("\n", errors.Select(match => match.Groups["message"].Value).Distinct()));
        }
    }

    // /tmp/.../packages.csproj : error NU1101: Unable to find package X. [/tmp/.../packages.csproj]
    [GeneratedRegex(@"error (?<code>\w+): (?<message>.*?)(\s*\[[^\]]*\])?$")]
    private static partial Regex ErrorLine();
}

/// <summary>Why packages could not be restored.</summary>
internal sealed class RestoreFailedException(string code, string message) : Exception(message)
{
    /// <summary>NuGet's code, such as NU1101.</summary>
    public string Code => code;
}
