namespace CSharpKernel.Tests;

public class LibraryTests
{
    [Fact]
    public async Task A_referenced_library_brings_the_ones_beside_it_that_it_uses()
    {
        using var folder = new TemporaryFolder();
        var below = CompiledLibrary.Write(folder.Path, "Below", "namespace Below; public class Base { public int Value => 42; }");
        CompiledLibrary.Write(folder.Path, "Above", "namespace Above; public class Derived : Below.Base;", below);
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        await cells.Run("#r \"Above.dll\"\nusing Above;\nvar made = new Derived();");
        Assert.Equal("42", await cells.Run("made.Value"));
        Assert.Equal("7", await cells.Run("class Mine : Below.Base;\nnew Mine().Value / 6"));
    }

    [Fact]
    public async Task A_missing_library_is_named_with_its_line()
    {
        await using var cells = new Cells();
        await cells.Try("// first\n#r \"no/Such.dll\"");
        Assert.Equal("ReferenceError", cells.Error!.Name);
        Assert.Contains("In[1], line 2", cells.Traceback);
        Assert.Contains("Build the library first", cells.Traceback);
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Text.dll", "not a library at all");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        await cells.Try("#r \"Text.dll\"");
        Assert.Contains("is no .NET library", cells.Traceback);
    }

    [Fact]
    public async Task A_rebuilt_library_asks_for_a_restart_and_keeps_the_first_build()
    {
        using var folder = new TemporaryFolder();
        CompiledLibrary.Write(folder.Path, "Changing", "public static class Changing { public static int Value => 1; }");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        await cells.Run("#r \"Changing.dll\"");
        await cells.Run("#r \"Changing.dll\"");
        Assert.Equal("", cells.Warned);
        CompiledLibrary.Write(folder.Path, "Changing", "public static class Changing { public static int Value => 2; }");
        Assert.Equal("1", await cells.Run("#r \"Changing.dll\"\nChanging.Value"));
        Assert.Contains("restart the kernel", cells.Warned);
    }

    [Fact]
    public async Task A_loaded_file_resolves_its_own_paths_and_declares_for_the_cell()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lib/inner.csx", "int Inner() => 5;");
        folder.Write("lib/outer.csx", "#load \"inner.csx\"\nvar outer = Inner() + 1;");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        Assert.Equal("11", await cells.Run("#load \"lib/outer.csx\"\nouter + Inner()"));
    }

    [Fact]
    public async Task A_file_that_loads_itself_is_an_error_with_the_circle()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.csx", "#load \"b.csx\"");
        folder.Write("b.csx", "#load \"a.csx\"");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        await cells.Try("#load \"a.csx\"");
        Assert.Equal("LoadError", cells.Error!.Name);
        Assert.Contains("loads itself", cells.Error.Value);
    }

    [Fact]
    public async Task An_error_in_a_loaded_file_names_the_file_and_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("broken.csx", "var fine = 1;\nvar broken = missing;");
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path });
        await cells.Try("#load \"broken.csx\"");
        Assert.Equal("CS0103", cells.Error!.Name);
        Assert.Contains($"{path}, line 2, column 14", cells.Traceback);
    }
}
