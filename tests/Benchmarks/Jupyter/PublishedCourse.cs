using System.Diagnostics;

namespace Benchmarks.Jupyter;

/// <summary>The course command as people install it: published, compiled ahead of time.</summary>
internal static class PublishedCourse
{
    /// <summary>Publishes the command into the artifacts folder.</summary>
    /// <returns>The path of its assembly.</returns>
    public static string Publish()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Course.sln")))
            root = root.Parent ?? throw new InvalidOperationException("Course.sln is in no folder above this program; run it from a clone.");
        var target = Path.Combine(root.FullName, "artifacts", "benchmark-course");
        var publish = Process.Start("dotnet", ["publish", Path.Combine(root.FullName, "src", "Course"), "-c", "Release", "-o", target, "-v", "quiet", "-nologo"]);
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(target, "course.dll") : throw new InvalidOperationException("dotnet publish failed.");
    }
}
