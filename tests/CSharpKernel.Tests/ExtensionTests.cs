namespace CSharpKernel.Tests;

public class ExtensionTests
{
    [Fact]
    public async Task Extension_methods_in_a_static_class_see_session_types_and_can_be_redefined()
    {
        await using var cells = new Cells();
        await cells.Run("record Box(int Size);");
        Assert.Equal("6", await cells.Run("static class Boxes\n{\n    private static int Factor => 2;\n    public static int Twice(this Box box) => Factor * box.Size;\n}\nnew Box(3).Twice()"));
        Assert.Equal("8", await cells.Run("Boxes.Twice(new Box(4))"));
        await cells.Run("var between = 1;");
        Assert.Equal("9", await cells.Run("static class Boxes { public static int Twice(this Box box) => 3 * box.Size; }\nnew Box(3).Twice()"));
        Assert.Equal("9", await cells.Run("new Box(3).Twice()"));
    }

    [Fact]
    public async Task Generic_extension_methods_keep_constraints_defaults_and_reference_parameters()
    {
        await using var cells = new Cells();
        await cells.Run("""
            static class Extensions
            {
                public static T Pick<T>(this IEnumerable<T> items, int index = 1, params T[] more)
                    where T : notnull
                    => items.Concat(more).ElementAt(index);
                public static void Bump(this ref int number, out int old) { old = number; number++; }
            }
            """);
        Assert.Equal("b", await cells.Run("new[] { \"a\", \"b\" }.Pick()"));
        Assert.Equal("d", await cells.Run("new[] { \"a\", \"b\" }.Pick(3, \"c\", \"d\")"));
        Assert.Equal("5 4", await cells.Run("var n = 4; n.Bump(out var old); $\"{n} {old}\""));
    }

    [Fact]
    public async Task A_top_level_extension_method_works_too()
    {
        await using var cells = new Cells();
        Assert.Equal("4", await cells.Run("static int Twice(this int x) => 2 * x;\n2.Twice()"));
    }
}
