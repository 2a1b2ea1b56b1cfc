using System.ComponentModel;
using System.Diagnostics;

namespace InitLab.Figures.Tests.Browser;

/// <summary>Finds plotly.js, fetched once with npm into the artifacts folder, and an installed Chromium.</summary>
public static class Plotly
{
    private const string Package = "plotly.js-dist-min";
    private const string Version = "4.1.2";
    private static readonly Lazy<(string? Path, string? Missing)> Script = new(FindScript);

    /// <summary>Why figures cannot be drawn here, or null if they can.</summary>
    public static string? Missing => Chromium is null ? "no chromium, chromium-browser or google-chrome on the PATH" : Script.Value.Missing;

    public static string Path => Script.Value.Path ?? throw new InvalidOperationException(Missing);

    public static string? Chromium { get; } = Find("chromium", "chromium-browser", "google-chrome", "chrome");

    private static (string?, string?) FindScript()
    {
        var folder = System.IO.Path.Combine(Artifacts(), "npm-figures-tests");
        var script = System.IO.Path.Combine(folder, "node_modules", Package, "plotly.min.js");
        if (File.Exists(script))
            return (script, null);
        Directory.CreateDirectory(folder);
        var failure = Npm(folder);
        return File.Exists(script) ? (script, null) : (null, $"{Package} {Version} could not be fetched with npm: {failure}");
    }

    private static string? Npm(string folder)
    {
        if (Find("npm") is not { } npm)
            return "no npm on the PATH";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(npm, ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, $"{Package}@{Version}"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors.Result.Split('\n')[0];
        }
        catch (Win32Exception failure)
        {
            return failure.Message;
        }
    }

    private static string? Find(params string[] names) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static string Artifacts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Course.sln")))
                return System.IO.Path.Combine(folder.FullName, "artifacts");
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
