namespace CSharpKernel.Tests;

public class MagicTests
{
    [Fact]
    public async Task An_unknown_magic_is_an_error_that_names_the_known_ones()
    {
        await using var cells = new Cells();
        await cells.Try("var a = 1;\n#!fsharp\nlet b = 2");
        Assert.Equal("UnknownMagic", cells.Error!.Name);
        Assert.Contains("#!import", cells.Error.Value);
        Assert.Contains("In[1], line 2", cells.Traceback);
    }

    [Fact]
    public async Task Markdown_and_HTML_blocks_end_where_CSharp_begins_again()
    {
        await using var cells = new Cells();
        Assert.Equal("3", await cells.Run("var x = 1;\n#!markdown\n# Title \"it's\n#!html\n<b>bold</b>\n#!csharp\nx + 2"));
        Assert.Collection(
            cells.Outputs.OfType<DisplayOutput>(),
            shown => Assert.Equal("# Title \"it's\n", shown.Data["text/markdown"]),
            shown => Assert.Equal("<b>bold</b>\n", shown.Data["text/html"]));
    }

    [Fact]
    public async Task A_line_of_a_raw_string_is_no_magic()
    {
        await using var cells = new Cells();
        Assert.Equal("#!nothing", await cells.Run("var text = \"\"\"\n#!nothing\n\"\"\";\ntext"));
        Assert.Equal("1", await cells.Run("/*\n#!nothing\n*/ 1"));
    }

    [Fact]
    public async Task Lines_keep_their_numbers_behind_a_magic()
    {
        await using var cells = new Cells();
        await cells.Try("#!time\n\nvar a = missing;");
        Assert.Contains("In[1], line 3, column 9", cells.Traceback);
        Assert.Contains("Wall time", cells.Printed);
    }

    [Fact]
    public async Task Time_prints_how_long_the_cell_took()
    {
        await using var cells = new Cells();
        await cells.Run("#!time\nawait Task.Delay(30);");
        Assert.Matches(@"^Wall time: (\d{2,}|[3-9]\d)(\.\d+)? ms\n$", cells.Printed);
    }

    [Fact]
    public async Task Who_and_whos_list_the_latest_variables()
    {
        await using var cells = new Cells();
        await cells.Run("int alpha = 1; var beta = new List<(int, string)>();");
        await cells.Run("string alpha = \"later\";");
        await cells.Run("#!who");
        Assert.Equal("alpha  beta\n", cells.Printed);
        await cells.Run("#!whos");
        var html = Assert.Single(cells.Outputs.OfType<DisplayOutput>()).Data["text/html"];
        Assert.Contains("<td>alpha</td><td>string</td><td>later</td>", html);
        Assert.Contains("List&lt;(int, string)&gt;", html);
    }

    [Fact]
    public async Task Imports_run_once_and_notebooks_cell_by_cell()
    {
        using var folder = new TemporaryFolder();
        folder.Write("part.csx", "Console.Write(\"part \"); int FromPart() => 10;");
        folder.Write("book.ipynb", """
            {"cells": [
              {"cell_type": "markdown", "source": ["not code"]},
              {"cell_type": "code", "source": ["#!import part.csx\n", "Console.Write(\"book \");"]},
              {"cell_type": "code", "source": "int FromBook() => FromPart() + 1;"}
            ], "nbformat": 4}
            """);
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        Assert.Equal("21", await cells.Run("#!import part.csx\n#!import book.ipynb\n#!import \"book.ipynb\"\nFromBook() + FromPart()"));
        Assert.Equal("part book ", cells.Printed);
        await cells.Try("#!import none.csx");
        Assert.Equal("ImportError", cells.Error!.Name);
    }

    [Fact]
    public async Task Lsmagic_lists_every_command()
    {
        await using var cells = new Cells();
        await cells.Run("#!lsmagic");
        Assert.Contains("#!whos", cells.Printed);
    }
}
