namespace CSharpKernel.Tests;

public class NamespaceTests
{
    [Fact]
    public async Task A_namespace_works_in_a_cell_and_can_be_redefined_after_other_cells()
    {
        await using var cells = new Cells();
        Assert.Equal("1", await cells.Run("namespace Shapes { class Box { public int Size => 1; } }\nnew Shapes.Box().Size"));
        await cells.Run("var old = new Shapes.Box(); var between = 1;");
        Assert.Equal("2", await cells.Run("namespace Shapes { class Box { public int Size => 2; } }\nnew Shapes.Box().Size"));
        Assert.Equal("2", await cells.Run("using Shapes;\nnew Box().Size"));
        Assert.Equal("1", await cells.Run("old.Size"));
        Assert.Equal("3", await cells.Run("namespace Shapes { internal record Ball(Box Around); }\nnew Shapes.Ball(new Box()).Around.Size + 1"));
    }

    [Fact]
    public async Task A_file_scoped_namespace_works_too()
    {
        await using var cells = new Cells();
        await cells.Run("using System.Numerics;\nnamespace Maths;\npublic static class Powers { public static BigInteger Square(int x) => BigInteger.Pow(x, 2); }");
        Assert.Equal("9", await cells.Run("Maths.Powers.Square(3)"));
    }

    [Fact]
    public async Task Extension_blocks_work_also_when_redefined()
    {
        await using var cells = new Cells();
        Assert.Equal("6 2", await cells.Run("""
            static class Numbers
            {
                extension(int x)
                {
                    public int Twice => 2 * x;
                    public static int Two() => 2;
                }
            }
            $"{3.Twice} {int.Two()}"
            """));
        Assert.Equal("8", await cells.Run("var between = 4.Twice; between"));
        Assert.Equal("9", await cells.Run("static class Numbers { extension(int x) { public int Twice => 3 * x; } }\n3.Twice"));
        Assert.Equal("12", await cells.Run("4.Twice"));
    }

    [Fact]
    public async Task An_extension_block_may_extend_a_type_of_its_own_cell()
    {
        await using var cells = new Cells();
        Assert.Equal("7", await cells.Run("record Point(int X, int Y);\nstatic class Points { extension(Point p) { public int Sum => p.X + p.Y; } }\nnew Point(3, 4).Sum"));
        Assert.Equal("9", await cells.Run("new Point(4, 5).Sum"));
    }

    [Fact]
    public async Task Errors_in_a_namespace_keep_their_place_and_say_what_it_cannot_see()
    {
        await using var cells = new Cells();
        await cells.Run("class Outside { }");
        await cells.Try("var a = 1;\nnamespace N { class A { Outside o; } }");
        Assert.Equal("CS0246", cells.Error!.Name);
        Assert.Contains("In[2], line 2, column 25", cells.Traceback);
        Assert.Contains("Declare what it needs in a namespace", cells.Traceback);
    }

    [Fact]
    public async Task An_exception_in_a_namespace_has_its_line_and_its_loops_can_be_stopped()
    {
        await using var cells = new Cells();
        await cells.Run("namespace N\n{\n    public static class Work\n    {\n        public static void Fail() => throw new InvalidOperationException(\"failed\");\n        public static void Forever() { while (true) { } }\n    }\n}");
        await cells.Try("N.Work.Fail()");
        Assert.Contains("in In[1], line 5", cells.Traceback);
        var running = cells.Try("Console.Write(\"started\"); N.Work.Forever();");
        await cells.UntilPrinted("started");
        cells.Session.Interrupt();
        Assert.Equal("Interrupted", (await running).Error?.Name);
    }
}
