using System.Runtime.InteropServices;

namespace Course.Verbs;

/// <summary>Where Jupyter looks for kernelspecs on each platform.</summary>
/// <remarks>Source: "Common Directories and File Locations" in the Jupyter documentation.</remarks>
/// <param name="platform">The operating system.</param>
/// <param name="environment">Looks up an environment variable; null where it is not set.</param>
/// <param name="home">The user's home folder.</param>
public sealed class KernelFolders(OSPlatform platform, Func<string, string?> environment, string home)
{
    /// <summary>The folders of this machine and user.</summary>
    public static KernelFolders Here { get; } = new(
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Kernelspecs of the current user only.</summary>
    public string User => Kernels(
        Set("JUPYTER_DATA_DIR")
        ?? (platform == OSPlatform.Windows ? Path.Combine(Set("APPDATA") ?? Path.Combine(home, "AppData", "Roaming"), "jupyter")
            : platform == OSPlatform.OSX ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Set("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter")));

    /// <summary>All folders Jupyter searches, first match first. Those of a Python environment are known only to its Jupyter.</summary>
    public IEnumerable<string> Searched =>
    [
        .. (Set("JUPYTER_PATH") ?? "").Split(platform == OSPlatform.Windows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries).Select(Kernels),
        User,
        .. platform == OSPlatform.Windows
            ? new[] { Kernels(Path.Combine(Set("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter")) }
            : [UnderPrefix("/usr/local"), UnderPrefix("/usr")],
    ];

    /// <summary>Kernelspecs of everything installed under a prefix, such as a Python environment.</summary>
    public static string UnderPrefix(string prefix) => Kernels(Path.Combine(prefix, "share", "jupyter"));

    private static string Kernels(string data) => Path.Combine(data, "kernels");

    private string? Set(string variable) => environment(variable) is { Length: > 0 } value ? value : null;
}
