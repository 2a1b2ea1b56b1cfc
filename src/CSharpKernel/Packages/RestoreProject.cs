using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace CSharpKernel.Packages;

/// <summary>Lets <c>dotnet restore</c> find packages, by way of a project that names them and is never built.</summary>
internal static class RestoreProject
{
    /// <summary>Restores packages.</summary>
    /// <param name="folder">An empty folder for the project.</param>
    /// <param name="requests">The packages.</param>
    /// <param name="configuration">The folder from which the search for nuget.config starts.</param>
    /// <param name="progress">Receives what the restore prints.</param>
    /// <param name="stop">Ends the restore.</param>
    /// <returns>The path of the assets file, or null with the errors printed to <paramref name="progress"/>.</returns>
    public static async Task<string?> Restore(string folder, IEnumerable<PackageRequest> requests, string configuration, Action<string> progress, CancellationToken stop)
    {
        var project = Path.Combine(folder, "packages.csproj");
        Describe(requests, configuration).Save(project);
        using var restore = Process.Start(Command(project, folder))!;
        restore.OutputDataReceived += (_, line) => Report(line.Data, progress);
        restore.ErrorDataReceived += (_, line) => Report(line.Data, progress);
        restore.BeginOutputReadLine();
        restore.BeginErrorReadLine();
        try
        {
            await restore.WaitForExitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            restore.Kill(entireProcessTree: true);
            throw;
        }
        return restore.ExitCode == 0 ? Path.Combine(folder, "obj", "project.assets.json") : null;
    }

    private static XElement Describe(IEnumerable<PackageRequest> requests, string configuration) => new(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.{Environment.Version.Minor}"),
            new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", "false"),
            new XElement("UseAppHost", "false"),
            new XElement("ManagePackageVersionsCentrally", "false"),
            new XElement("RestoreRootConfigDirectory", configuration),
            new XElement("NuGetAudit", "false")),
        new XElement("ItemGroup", requests.Select(request => new XElement("PackageReference", new XAttribute("Include", request.Name), new XAttribute("Version", request.Version)))));

    private static ProcessStartInfo Command(string project, string folder) => new(DotnetPath(), ["restore", project, "-nologo", "-v:minimal", "-tl:off", "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false", "-nodeReuse:false"])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    };

    // The dotnet that this process runs on has an SDK beside it more surely than whichever comes first in the path.
    private static string DotnetPath()
    {
        var root = new FileInfo(typeof(object).Assembly.Location).Directory?.Parent?.Parent?.Parent?.FullName ?? "";
        var own = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(own) ? own : "dotnet";
    }

    private static void Report(string? line, Action<string> progress)
    {
        if (!string.IsNullOrWhiteSpace(line))
            progress(line.Trim());
    }
}
