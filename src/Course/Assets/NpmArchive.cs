using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace Course.Assets;

/// <summary>Fetches pinned packages with npm.</summary>
public static class NpmArchive
{
    private const string Inside = "package/";

    /// <summary>Fetches a package and unpacks what is needed of it, wholly or not at all.</summary>
    /// <param name="package">The package.</param>
    /// <param name="packages">The folder that will hold it.</param>
    /// <param name="cancel">Stops npm.</param>
    /// <returns>Null when the package is there; otherwise why it is not, in a few words.</returns>
    public static async Task<string?> FetchAsync(WebPackage package, string packages, CancellationToken cancel)
    {
        Directory.CreateDirectory(packages);
        var work = Directory.CreateDirectory(Path.Combine(packages, $".{package.Folder}.{Guid.NewGuid():n}"));
        try
        {
            if (await PackAsync(package, work.FullName, cancel) is { } failure)
                return failure;
            var unpacked = Path.Combine(work.FullName, package.Folder);
            await UnpackAsync(Directory.GetFiles(work.FullName, "*.tgz").Single(), unpacked, package, cancel);
            if (!package.IsIn(work.FullName))
                return $"npm served {package.Name} {package.Version} with other content than is pinned";
            var target = Path.Combine(packages, package.Folder);
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
            Directory.Move(unpacked, target);
            return null;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<string?> PackAsync(WebPackage package, string folder, CancellationToken cancel)
    {
        try
        {
            using var npm = Process.Start(Command(package, folder))!;
            await using var stop = cancel.Register(() => npm.Kill(entireProcessTree: true));
            var errors = npm.StandardError.ReadToEndAsync(CancellationToken.None);
            await npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await npm.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return npm.ExitCode == 0 ? null : $"npm could not fetch {package.Name} {package.Version}{FirstLine(await errors)}";
        }
        catch (Win32Exception)
        {
            return "npm is not installed";
        }
    }

    private static ProcessStartInfo Command(WebPackage package, string folder)
    {
        string[] arguments = ["pack", $"{package.Name}@{package.Version}", "--pack-destination", folder, "--loglevel", "error"];
        // On Windows npm is a batch file, which only the shell starts.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", "npm", .. arguments]) : new ProcessStartInfo("npm", arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }

    private static string FirstLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() is { } line ? $" ({line.Trim()})" : "";

    private static async Task UnpackAsync(string archive, string folder, WebPackage package, CancellationToken cancel)
    {
        await using var file = File.OpenRead(archive);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await using var entries = new TarReader(plain);
        while (await entries.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
        {
            var path = entry.Name.StartsWith(Inside) ? entry.Name[Inside.Length..] : "";
            if (!package.Linked.Any(linked => linked.Path == path) && !package.Kept(path))
                continue;
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await entry.ExtractToFileAsync(target, overwrite: true, cancel);
        }
    }
}
