using InitLab.Figures.Plotly;
using Xunit;

namespace InitLab.Figures.Tests;

public class ShapeTests
{
    private static readonly double[] X = [0, 1, 2];

    [Fact]
    public void The_bars_of_a_density_have_area_one_on_a_linear_and_on_a_log_axis()
    {
        double[] samples = [.. Enumerable.Range(1, 200).Select(i => Math.Exp(Math.Sin(i) * 2))];
        foreach (var axis in new[] { Axis.Linear("x"), Axis.Log("x") })
        {
            var trace = Chart.Of(axis, "density").Histogram(samples, bins: new Bins { Count = 17 }).ToPlotlyJson(new PlotlyOptions { Digits = 15 })["data"]![0]!;
            var area = trace["width"]!.AsArray().Zip(trace["y"]!.AsArray(), (width, height) => (double)width! * (double)height!).Sum();
            Assert.Equal(1, area, 12);
        }
    }

    [Fact]
    public void Counts_of_a_histogram_sum_to_the_samples()
    {
        var trace = Chart.Of("x", "n").Histogram([0, 0.5, 1, 1, 2], bins: new Bins { Count = 2, Height = BinHeight.Count }).ToPlotlyJson()["data"]![0]!;
        Assert.Equal([2, 3], trace["y"]!.AsArray().Select(value => (double)value!));
    }

    [Fact]
    public void A_box_has_the_quartiles_of_its_samples_and_shows_those_beyond_its_whiskers()
    {
        var trace = Chart.Of("x", "y").Box("a", [1, 2, 3, 4, 5, 100]).ToPlotlyJson()["data"]![0]!;
        Assert.Equal([2.25, 3.5, 4.75], new[] { "q1", "median", "q3" }.Select(key => (double)trace[key]![0]!));
        Assert.Equal([1.0, 5.0], new[] { "lowerfence", "upperfence" }.Select(key => (double)trace[key]![0]!));
        Assert.Equal(100, (double)trace["y"]![0]![0]!);
    }

    [Fact]
    public void Runs_are_a_median_and_a_band_from_lowest_to_highest()
    {
        var json = Chart.Of("x", "y").Runs(X, new[] { new double[] { 1, 5, 9 }, [2, 4, 6], [3, 3, 3] }, "seeds").ToPlotlyJson();
        Assert.Equal([1, 3, 3, 9, 5, 3], json["data"]![0]!["y"]!.AsArray().Select(value => (double)value!));
        Assert.Equal([2, 4, 6], json["data"]![1]!["y"]!.AsArray().Select(value => (double)value!));
    }

    [Fact]
    public void A_series_has_one_colour_and_one_entry_in_the_legend_across_panels()
    {
        var traces = Gallery.Figures["facets"]().ToPlotlyJson()["data"]!.AsArray();
        foreach (var series in traces.GroupBy(trace => (string)trace!["name"]!))
            Assert.Equal(1, series.Count(trace => (bool)trace!["showlegend"]!));
        var theory = traces.Where(trace => (string)trace!["name"]! == "theory").Select(trace => (string)trace!["line"]!["color"]!);
        Assert.Single(theory.Distinct());
    }

    [Fact]
    public void Panels_share_axes_that_agree_and_no_others()
    {
        var shared = Gallery.Figures["facets"]().ToPlotlyJson()["layout"]!;
        Assert.Equal("x", (string?)shared["xaxis2"]!["matches"]);
        Assert.Equal("y", (string?)shared["yaxis3"]!["matches"]);
        var free = Facets.Of(["a", "b"], name => Chart.Of("x", name).Line(X, X)).ToPlotlyJson()["layout"]!;
        Assert.Equal("x", (string?)free["xaxis2"]!["matches"]);
        Assert.Null(free["yaxis2"]!["matches"]);
    }

    [Fact]
    public void A_frame_holds_what_changes_and_nothing_else()
    {
        var json = Slider.Of("a", new[] { 1.0, 2.0 }, a => Chart.Of("x", "y").Line(X, X.Select(x => a * x)).Line(X, X)).ToPlotlyJson();
        Assert.Equal(["y"], json["frames"]![1]!["data"]![0]!.AsObject().Select(pair => pair.Key));
        Assert.Empty(json["frames"]![1]!["data"]![1]!.AsObject());
        Assert.Equal([0, 2, 4], json["frames"]![1]!["data"]![0]!["y"]!.AsArray().Select(value => (double)value!));
    }

    [Fact]
    public void The_axes_of_a_slider_hold_every_frame()
    {
        var layout = Slider.Of("a", new[] { 1.0, 5.0 }, a => Chart.Of("x", "y").Line(X, X.Select(x => a * x))).ToPlotlyJson()["layout"]!;
        Assert.True((double)layout["yaxis"]!["range"]![1]! > 10);
        Assert.True((double)layout["yaxis"]!["range"]![0]! < 0);
    }

    [Fact]
    public void Numbers_are_written_with_six_digits_unless_more_are_asked_for()
    {
        var chart = Chart.Of("x", "y").Line([0, 1], [1 / 3.0, 2e-9 / 3]);
        Assert.Equal("[0.333333,6.66667E-10]", chart.ToPlotlyJson()["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal(1 / 3.0, (double)chart.ToPlotlyJson(new PlotlyOptions { Digits = 17 })["data"]![0]!["y"]![0]!);
    }

    [Fact]
    public void Steps_of_building_leave_the_chart_before_them_unchanged()
    {
        var one = Chart.Of("x", "y").Line(X, X);
        var two = one.Points(X, X).Title("two");
        Assert.Single(one.Marks);
        Assert.Equal("", one.Title);
        Assert.Equal(2, two.Marks.Count);
    }

    [Fact]
    public void Labels_of_two_vertical_rules_stand_on_their_outer_sides()
    {
        var shapes = Chart.Of("x", "y").Line(X, X).VerticalRule(1.1, "later").VerticalRule(1, "earlier").ToPlotlyJson()["layout"]!["shapes"]!;
        Assert.Equal(["left", "right"], shapes.AsArray().Select(shape => (string)shape!["label"]!["xanchor"]!));
    }

    [Fact]
    public void A_figure_s_own_description_wins() => Assert.Equal("mine", Chart.Of("x", "y").Line(X, X).Alt("mine").Description);

    [Fact]
    public void The_bundle_of_a_notebook_holds_the_figure_a_narrow_layout_and_the_description()
    {
        var bundle = Gallery.Figures["slider"]().ToMimeBundle();
        var plot = bundle["application/vnd.plotly.v1+json"]!;
        Assert.Equal(plot["frames"]!.AsArray().Count, plot["narrow"]!["frames"]!.AsArray().Count);
        Assert.NotEqual(plot["layout"]!["title"]!["font"]!["size"]!.ToString(), plot["narrow"]!["layout"]!["title"]!["font"]!["size"]!.ToString());
        Assert.Contains("Slider over sigma_w", (string)bundle["text/plain"]!);
    }
}
