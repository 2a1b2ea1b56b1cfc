using System.Diagnostics;
using Course.Assets;

namespace Course.Tests.Assets;

public sealed class WithoutNpmTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Pages_link_pinned_copies_with_integrity_hashes_and_the_runner_says_so()
    {
        scratch.Write("Course.sln", "");
        Directory.CreateDirectory(scratch.At("notebooks"));
        File.Copy(Samples.WalkFile, scratch.At("notebooks", "01-walk.ipynb"));

        var output = await PublishWithoutPathAsync();

        Assert.Contains("note: npm is not installed; the pages link copies on cdn.jsdelivr.net, with integrity hashes", output);
        var page = File.ReadAllText(scratch.At("artifacts", "course", "01-walk.html"));
        foreach (var file in WebPackage.All.SelectMany(package => package.Linked.Select(linked => (Url: package.Url(linked), linked.Sha384))))
        {
            Assert.Contains($"=\"{file.Url}\"", page);
            Assert.Contains($"integrity=\"sha384-{file.Sha384}\"", page);
        }
    }

    [Fact]
    public void A_package_that_was_changed_on_disk_is_not_taken()
    {
        var file = WebPackage.Plotly.Linked[0];
        scratch.Write(Path.Combine(WebPackage.Plotly.Folder, file.Path), "alert('not plotly')");
        Assert.False(WebPackage.Plotly.IsIn(scratch.Folder));
    }

    private async Task<string> PublishWithoutPathAsync()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "course.dll"), "publish"]) { WorkingDirectory = scratch.Folder, RedirectStandardOutput = true };
        start.Environment["PATH"] = scratch.Folder;
        using var course = Process.Start(start)!;
        var output = await course.StandardOutput.ReadToEndAsync();
        await course.WaitForExitAsync();
        Assert.Equal(ExitCode.Success, course.ExitCode);
        return output;
    }
}
