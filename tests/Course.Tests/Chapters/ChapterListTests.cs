using Course.Chapters;

namespace Course.Tests.Chapters;

public sealed class ChapterListTests : IDisposable
{
    private readonly Scratch scratch = new();

    public ChapterListTests()
    {
        foreach (var name in new[] { "10-dropout.ipynb", "01-depth-and-signal.ipynb", "02-variance.ipynb", "README.md", "extra.ipynb" })
            scratch.Write(name, "");
    }

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void All_notebooks_are_chapters_in_order_of_their_number() =>
        Assert.Equal(["01-depth-and-signal", "02-variance", "10-dropout", "extra"], Names());

    [Theory]
    [InlineData("1", "01-depth-and-signal")]
    [InlineData("02", "02-variance")]
    [InlineData("DROP", "10-dropout")]
    [InlineData("01-depth-and-signal.ipynb", "01-depth-and-signal")]
    public void An_argument_selects_by_number_by_part_of_the_name_or_by_file(string argument, string name) => Assert.Equal([name], Names(argument));

    [Fact]
    public void Several_arguments_select_each_chapter_once() => Assert.Equal(["01-depth-and-signal", "10-dropout"], Names("10", "depth", "1"));

    [Theory]
    [InlineData("7", "01-depth-and-signal")]
    [InlineData("banana", "02-variance")]
    [InlineData("gone.ipynb", "gone.ipynb")]
    public void An_argument_that_selects_nothing_is_refused_with_what_there_is(string argument, string named)
    {
        var refusal = Assert.Throws<CourseException>(() => Names(argument));
        Assert.Contains(argument, refusal.Message);
        Assert.Contains(named, refusal.Message);
    }

    [Fact]
    public void An_empty_folder_is_refused() => Assert.Throws<CourseException>(() => ChapterList.Select(scratch.At("none"), []));

    [Theory]
    [InlineData(0, "Start")]
    [InlineData(1, "Signals")]
    [InlineData(6, "Signals")]
    [InlineData(7, "Failures and cures")]
    [InlineData(19, "Architectures")]
    [InlineData(20, "Training")]
    [InlineData(28, "Starting points everywhere")]
    [InlineData(30, "Finale")]
    public void Every_number_falls_into_its_part(int number, string part) => Assert.Equal(part, Part.Of(number).Title);

    private string[] Names(params string[] wanted) => [.. ChapterList.Select(scratch.Folder, wanted).Select(chapter => chapter.Name)];
}
