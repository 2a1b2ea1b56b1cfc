using System.Text.RegularExpressions;
using Xunit;

namespace InitLab.Tests.Architecture;

public class BannedSymbolsTests
{
    // What makes a run depend on the moment or the machine, and what promises work that is not there.
    private static readonly string[] s_banned = [@"new Random\(", @"\bRandom\.Shared\b", @"\bDateTime\.(Utc)?Now\b", @"\bThread\.Sleep\b", @"\bNotImplementedException\b", @"\bTODO\b", @"\bFIXME\b"];

    [Fact]
    public void Sources_are_free_of_hidden_randomness_clocks_sleeping_and_stubs()
    {
        Assert.Empty(from file in SourceFiles.All() from banned in Found(file.Text) select $"{file.Path}: {banned}");
        Assert.True(SourceFiles.All().Count() > 100, "the sources were not found");
    }

    [Fact]
    public void The_search_finds_what_is_banned()
    {
        Assert.Equal(["DateTime.Now"], Found("var now = DateTime.Now;"));
        Assert.Equal(["new Random("], Found("var random = new Random(1);"));
        Assert.Empty(Found("var stream = new RandomStream(1);"));
    }

    private static IEnumerable<string> Found(string text) => s_banned.SelectMany(pattern => Regex.Matches(text, pattern).Select(match => match.Value));
}
