using System.Text.Json.Nodes;

namespace Course.Tests.Verbs;

public sealed class KernelVerbTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Install_writes_a_kernelspec_that_starts_this_build_and_builds_nothing()
    {
        var run = await CourseCommand.RunAsync("kernel", "install", "--prefix", scratch.Folder);

        Assert.Equal(ExitCode.Success, run.Code);
        var spec = JsonNode.Parse(File.ReadAllText(Spec(".net-csharp")))!;
        Assert.Equal(".NET (C#)", (string?)spec["display_name"]);
        Assert.Equal("C#", (string?)spec["language"]);
        Assert.Equal("message", (string?)spec["interrupt_mode"]);
        var argv = spec["argv"]!.AsArray().Select(argument => (string)argument!).ToArray();
        Assert.Equal(["kernel", "start", "--connection-file", "{connection_file}"], argv[2..]);
        Assert.True(Path.IsPathFullyQualified(argv[0]) && File.Exists(argv[0]), argv[0]);
        Assert.True(argv[1].EndsWith("course.dll", StringComparison.Ordinal) && File.Exists(argv[1]), argv[1]);
    }

    [Fact]
    public async Task Install_replaces_its_own_kernelspec()
    {
        await CourseCommand.RunAsync("kernel", "install", "--prefix", scratch.Folder, "--name", "mine");
        Assert.Equal(ExitCode.Success, (await CourseCommand.RunAsync("kernel", "install", "--prefix", scratch.Folder, "--name", "mine")).Code);
    }

    [Theory]
    [InlineData("install")]
    [InlineData("uninstall")]
    public async Task A_foreign_kernelspec_is_left_alone_unless_forced(string verb)
    {
        const string Foreign = """{"argv": ["other"], "display_name": "Other C#", "language": "C#"}""";
        scratch.Write("share/jupyter/kernels/.net-csharp/kernel.json", Foreign);

        var refused = await CourseCommand.RunAsync("kernel", verb, "--prefix", scratch.Folder);

        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Contains("Other C#", refused.Error);
        Assert.Contains("--force", refused.Error);
        Assert.Equal(Foreign, File.ReadAllText(Spec(".net-csharp")));
        Assert.Equal(ExitCode.Success, (await CourseCommand.RunAsync("kernel", verb, "--prefix", scratch.Folder, "--force")).Code);
        Assert.DoesNotContain("Other", File.Exists(Spec(".net-csharp")) ? File.ReadAllText(Spec(".net-csharp")) : "");
    }

    [Fact]
    public async Task List_shows_what_is_there_and_uninstall_removes_it()
    {
        await CourseCommand.RunAsync("kernel", "install", "--prefix", scratch.Folder, "--name", "mine");
        scratch.Write("share/jupyter/kernels/other/kernel.json", """{"display_name": "Other"}""");

        var list = (await CourseCommand.RunAsync("kernel", "list", "--prefix", scratch.Folder)).Output.Split('\n');
        Assert.Contains(list, line => line.StartsWith("* mine ", StringComparison.Ordinal) && line.Contains(".NET (C#)", StringComparison.Ordinal));
        Assert.Contains(list, line => line.StartsWith("  other ", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Success, (await CourseCommand.RunAsync("kernel", "uninstall", "--prefix", scratch.Folder, "--name", "mine")).Code);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Spec("mine"))));
    }

    [Theory]
    [InlineData("cannot be a kernel's name", "install", "--name", "a/b")]
    [InlineData("cannot be a kernel's name", "install", "--name", "..")]
    [InlineData("--user and --prefix name two places", "install", "--user", "--prefix", "x")]
    [InlineData("There is no kernelspec", "uninstall", "--prefix", "no-such-folder")]
    [InlineData("connection file \"no-such-file\"", "start", "--connection-file", "no-such-file")]
    public async Task A_mistake_gets_one_clear_message(string message, params string[] args)
    {
        var run = await CourseCommand.RunAsync(["kernel", .. args]);
        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.StartsWith("course: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private string Spec(string name) => scratch.At("share", "jupyter", "kernels", name, "kernel.json");
}
