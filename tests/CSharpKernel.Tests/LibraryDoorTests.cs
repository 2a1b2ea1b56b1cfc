namespace CSharpKernel.Tests;

public class LibraryDoorTests
{
    private const string Library = """
        using System;
        using System.Threading;
        public static class Showing
        {
            public static void Show(object value, string id, bool update) =>
                ((Action<object, string, bool>)AppContext.GetData("CSharpKernel.Display"))(value, id, update);
            public static bool Headless => ((Func<bool>)AppContext.GetData("CSharpKernel.Headless"))();
            public static CancellationToken Stop => ((Func<CancellationToken>)AppContext.GetData("CSharpKernel.Stop"))();
        }
        """;

    [Fact]
    public async Task A_library_without_a_reference_to_the_kernel_displays_updates_and_asks()
    {
        using var folder = new TemporaryFolder();
        CompiledLibrary.Write(folder.Path, "Showing", Library);
        await using var cells = new Cells(new SessionOptions { WorkingDirectory = folder.Path, Headless = false });
        Assert.Equal("False True", await cells.Run("#r \"Showing.dll\"\nShowing.Show(1, \"a\", false); await Task.Run(() => Showing.Show(2, \"a\", true)); $\"{Showing.Headless} {Showing.Stop.CanBeCanceled}\""));
        Assert.Collection(
            cells.Outputs.OfType<DisplayOutput>(),
            shown => Assert.Equal(("1", "a", false), (shown.Data["text/plain"]!, shown.DisplayId!, shown.Update)),
            shown => Assert.Equal(("2", "a", true), (shown.Data["text/plain"]!, shown.DisplayId!, shown.Update)));
    }
}
