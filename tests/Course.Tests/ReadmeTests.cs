using System.Text.RegularExpressions;
using CSharpKernel;

namespace Course.Tests;

public sealed partial class ReadmeTests
{
    private const string Opening = "#load \"initlab.csx\"\n";
    private static readonly string Root = CourseFolders.Find().Root;
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public async Task Its_code_runs_as_it_stands()
    {
        string[] examples = [.. Example().Matches(Text).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            await using var session = new Session(new SessionOptions { WorkingDirectory = Path.Combine(Root, "notebooks") });
            var result = await session.ExecuteAsync(example.StartsWith(Opening) ? example : Opening + example, null, static _ => { });
            Assert.Null(result.Error);
        }
    }

    [Fact]
    public void The_folders_of_its_map_exist()
    {
        var map = Regex.Match(Text, "```\n(notebooks/.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var folders = Regex.Matches(map, @"^([\w./]+)/", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(folders.Length >= 8);
        Assert.All(folders, folder => Assert.True(Directory.Exists(Path.Combine(Root, folder)), $"{folder} is on the map and not on disk"));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
