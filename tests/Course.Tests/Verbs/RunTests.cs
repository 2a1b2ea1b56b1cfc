using Course.Notebooks;
using Course.Tests.Pages;

namespace Course.Tests.Verbs;

[Collection(PublishedSamplesCollection.Name)]
public sealed class RunTests(PublishedSamples samples)
{
    [Fact]
    public void A_run_of_good_chapters_succeeds_and_ends_with_a_table()
    {
        Assert.Equal("", samples.Run.Error);
        Assert.Equal(ExitCode.Success, samples.Run.Code);
        Assert.Contains("chapter", samples.Run.Output);
        Assert.Matches(@"01 how fast does a walk spread\W+7\W+2\W+1 of 1\W+[\d.]+ s\W+passed", samples.Run.Output);
    }

    [Fact]
    public void Executed_notebooks_number_their_cells_and_hold_what_the_cells_showed()
    {
        var walk = NotebookFile.Read(Path.Combine(samples.Output, "notebooks", Samples.Walk + ".ipynb"));
        Assert.Equal(Enumerable.Range(1, 7), walk.CodeCells.Select(cell => cell.ExecutionCount!.Value));
        Assert.Equal(2, walk.Figures.Count());
        Assert.Contains("  100 steps: 9.846", Assert.IsType<StreamText>(walk.CodeCells.ElementAt(1).Outputs[0]).Text);
        Assert.True(Assert.Single(walk.Claims).Holds);
    }

    [Fact]
    public async Task The_pages_can_be_written_anew_without_a_run()
    {
        var contents = Path.Combine(samples.Output, "index.html");
        var before = File.ReadAllText(contents);
        File.Delete(contents);
        var publish = await CourseCommand.RunAsync("publish", "--notebooks", Samples.Folder, "--output", samples.Output);
        Assert.Equal(ExitCode.Success, publish.Code);
        Assert.Equal(before, File.ReadAllText(contents));
    }

    [BrowserFact]
    public async Task Update_stores_outputs_with_images_that_a_check_then_confirms()
    {
        using var scratch = new Scratch();
        var stored = scratch.At(Samples.Walk + ".ipynb");
        File.Copy(Samples.WalkFile, stored);
        var update = await CourseCommand.RunAsync("run", "--update", "--notebooks", scratch.Folder, "--output", scratch.At("out"));
        Assert.Equal((ExitCode.Success, ""), (update.Code, update.Error));

        var figures = NotebookFile.Read(stored).Figures.ToArray();
        Assert.Equal(2, figures.Length);
        Assert.All(figures, figure =>
        {
            Assert.Equal(["application/vnd.plotly.v1+json", "image/png", "text/plain"], figure.Data.Select(form => form.Key).Order(StringComparer.Ordinal));
            var png = Convert.FromBase64String(figure.Text(Mime.Png)!);
            var width = (png[16] << 24) + (png[17] << 16) + (png[18] << 8) + png[19];
            Assert.Equal(2 * (int)figure.Metadata[Mime.Png]!["width"]!, width);
        });

        var check = await CourseCommand.RunAsync("check", "--notebooks", scratch.Folder);
        Assert.Equal(ExitCode.Success, check.Code);
        File.WriteAllText(stored, File.ReadAllText(stored).Replace("9.846", "9.856"));
        check = await CourseCommand.RunAsync("check", "--notebooks", scratch.Folder);
        Assert.Equal(ExitCode.Failure, check.Code);
        Assert.Contains("01, cell 2: stdout was `  100 steps: 9.856`, now it is `  100 steps: 9.846`", check.Output);
    }
}
