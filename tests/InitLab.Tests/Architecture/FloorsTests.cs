using System.Text.RegularExpressions;
using Xunit;

namespace InitLab.Tests.Architecture;

/// <summary>The library's folders stand on floors: one uses only lower floors, and folders of one floor are blind to each other.</summary>
public class FloorsTests
{
    private static readonly Dictionary<string, int> s_floors = new()
    {
        ["Primitives"] = 0,
        ["Autodiff"] = 1,
        ["Initializers"] = 2,
        ["Layers"] = 2,
        ["Datasets"] = 2,
        ["Propagation"] = 3,
        ["Tangents"] = 3,
        ["Curvature"] = 3,
        ["Training"] = 3,
    };

    // The one arrow within a floor: layers declare how their parameters are drawn.
    private static readonly (string From, string To) s_exception = ("Layers", "Initializers");

    [Fact]
    public void Every_folder_has_a_floor() =>
        Assert.All(SourceFiles.Folders("InitLab"), folder => Assert.True(s_floors.ContainsKey(folder), $"src/InitLab/{folder} has no floor; give it one in {nameof(FloorsTests)}."));

    [Fact]
    public void Folders_use_only_lower_floors()
    {
        string[] climbing =
        [
            .. from file in SourceFiles.Of("InitLab")
               from target in Targets(file.Text)
               where !Allows(file.Folder, target)
               select $"{file.Path} uses InitLab.{target}",
        ];
        Assert.Empty(climbing);
        // A reader of no files would find nothing wrong.
        Assert.Contains(SourceFiles.Of("InitLab"), file => file.Folder == "Layers" && Targets(file.Text).Contains("Autodiff"));
    }

    [Fact]
    public void Namespaces_are_the_folders() => Assert.Empty(
        from file in SourceFiles.Of("InitLab")
        let space = Regex.Match(file.Text, @"^namespace InitLab\.(\w+)", RegexOptions.Multiline).Groups[1].Value
        where space != file.Folder
        select $"{file.Path} is in the namespace InitLab.{space}");

    [Theory]
    [InlineData("Autodiff", "Primitives", true)]
    [InlineData("Layers", "Initializers", true)]
    [InlineData("Training", "Layers", true)]
    [InlineData("Initializers", "Layers", false)]
    [InlineData("Primitives", "Autodiff", false)]
    [InlineData("Propagation", "Training", false)]
    [InlineData("Datasets", "Layers", false)]
    public void The_rule_knows_what_climbs(string from, string to, bool allowed) => Assert.Equal(allowed, Allows(from, to));

    [Fact]
    public void The_rule_sees_usings_aliases_and_full_names()
    {
        const string Text = """
            using InitLab.Layers.Functions;
            global using static InitLab.Training.Losses;
            using Net = InitLab.Curvature.Lanczos;
            namespace InitLab.Primitives;
            /// <see cref="InitLab.Datasets.Idx"/>
            class C { InitLab.Autodiff.Node n; }
            """;
        Assert.Equal(["Autodiff", "Curvature", "Layers", "Training"], Targets(Text).Order());
    }

    private static bool Allows(string from, string to) => from == to || (from, to) == s_exception || s_floors[from] > s_floors[to];

    private static IEnumerable<string> Targets(string text) => text.Split('\n')
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("namespace", StringComparison.Ordinal))
        .SelectMany(line => Regex.Matches(line, @"\bInitLab\.(\w+)").Select(match => match.Groups[1].Value))
        .Where(s_floors.ContainsKey).Distinct();
}
