using System.IO.Compression;

namespace CSharpKernel.Tests;

public class PackageTests
{
    [Fact]
    public async Task A_package_is_restored_with_what_it_depends_on_and_progress_is_shown()
    {
        using var folder = Feed();
        Pack(folder, "Under", "1.0.0", "namespace Under; public static class Numbers { public static int Seven => 7; }");
        Pack(folder, "Over", "2.1.0", "namespace Over; public static class Numbers { public static int Eight => Under.Numbers.Seven + 1; }", "Under");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        Assert.Equal("15", await cells.Run("#r \"nuget: Over, 2.1.0\"\nOver.Numbers.Eight + Under.Numbers.Seven"));
        var shown = cells.Outputs.OfType<DisplayOutput>().ToList();
        Assert.Equal("Restoring Over 2.1.0", shown[0].Data["text/plain"]);
        Assert.Equal("Restored Over 2.1.0", shown[^1].Data["text/plain"]);
        Assert.Single(shown.Select(output => output.DisplayId).Distinct());
    }

    [Fact]
    public async Task A_package_that_is_not_there_is_a_readable_error()
    {
        using var folder = Feed();
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        await cells.Try("\n#r \"nuget: No.Such.Package, 1.0.0\"");
        Assert.Equal("NU1101", cells.Error!.Name);
        Assert.Contains("No.Such.Package", cells.Error.Value);
        Assert.Contains("In[1], line 2", cells.Traceback);
        Assert.DoesNotContain(".csproj", cells.Traceback);
    }

    [Fact]
    public async Task Another_version_in_the_same_session_asks_for_a_restart()
    {
        using var folder = Feed();
        Pack(folder, "Twice", "1.0.0", "public static class Twice { public static int Value => 1; }");
        Pack(folder, "Twice", "2.0.0", "public static class Twice { public static int Value => 2; }");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        Assert.Equal("1", await cells.Run("#r \"nuget: Twice, 1.0.0\"\nTwice.Value"));
        Assert.Equal("1", await cells.Run("#r \"nuget: Twice, 2.0.0\"\nTwice.Value"));
        Assert.Contains("Restart the kernel", cells.Warned);
    }

    [Fact]
    public async Task A_line_that_names_no_package_says_what_to_write()
    {
        await using var cells = new Cells();
        await cells.Try("#r \"nuget: \"");
        Assert.Contains("#r \"nuget: Name, version\"", cells.Error!.Value);
    }

    // A feed of local files, so that the tests need no network and leave nothing in the user's package folder.
    private static TemporaryFolder Feed()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "feed"));
        folder.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="local" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        return folder;
    }

    private static void Pack(TemporaryFolder folder, string name, string version, string code, params string[] uses)
    {
        var build = Directory.CreateDirectory(Path.Combine(folder.Path, "build", version)).FullName;
        var library = CompiledLibrary.Write(build, name, code, [.. uses.Select(use => Path.Combine(folder.Path, "build", "1.0.0", use + ".dll"))]);
        using var package = ZipFile.Open(Path.Combine(folder.Path, "feed", $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        package.CreateEntryFromFile(library, $"lib/net10.0/{name}.dll");
        using var specification = new StreamWriter(package.CreateEntry($"{name}.nuspec").Open());
        var dependencies = string.Concat(uses.Select(use => $"<dependency id=\"{use}\" version=\"1.0.0\" />"));
        specification.Write($"<package><metadata><id>{name}</id><version>{version}</version><authors>tests</authors><description>A test.</description><dependencies><group targetFramework=\"net10.0\">{dependencies}</group></dependencies></metadata></package>");
    }
}
