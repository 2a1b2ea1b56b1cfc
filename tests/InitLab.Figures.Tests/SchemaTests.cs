using System.Text.Json.Nodes;
using Xunit;

namespace InitLab.Figures.Tests;

public class SchemaTests
{
    private static readonly string[] TraceTypes = ["scatter", "bar", "box", "heatmap", "contour", "surface"];

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Every_trace_has_a_known_type_and_axes_that_exist(string name)
    {
        var json = Gallery.Figures[name]().ToPlotlyJson();
        var traces = json["data"]!.AsArray();
        Assert.NotEmpty(traces);
        foreach (var trace in traces)
        {
            Assert.Contains((string)trace!["type"]!, TraceTypes);
            Assert.NotNull(json["layout"]![AxisName((string)trace["xaxis"]!)]);
            Assert.NotNull(json["layout"]![AxisName((string)trace["yaxis"]!)]);
        }
    }

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Columns_of_a_trace_are_equally_long(string name)
    {
        foreach (var trace in Gallery.Figures[name]().ToPlotlyJson()["data"]!.AsArray().Where(trace => (string)trace!["type"]! is "scatter" or "bar"))
            Assert.Equal(trace!["x"]!.AsArray().Count, trace["y"]!.AsArray().Count);
    }

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Frames_name_traces_that_exist_and_steps_name_frames_that_exist(string name)
    {
        var json = Gallery.Figures[name]().ToPlotlyJson();
        if (json["frames"] is not JsonArray frames)
            return;
        foreach (var frame in frames)
        {
            Assert.Equal(frame!["data"]!.AsArray().Count, frame["traces"]!.AsArray().Count);
            Assert.All(frame["traces"]!.AsArray(), index => Assert.InRange((int)index!, 0, json["data"]!.AsArray().Count - 1));
        }
        var names = frames.Select(frame => (string)frame!["name"]!).ToArray();
        Assert.Equal(names, json["layout"]!["sliders"]![0]!["steps"]!.AsArray().Select(step => (string)step!["args"]![0]![0]!));
    }

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void The_json_has_no_token_that_json_does_not_know(string name)
    {
        var text = Gallery.Figures[name]().ToPlotlyJson().ToJsonString();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(text)));
        Assert.DoesNotContain(":NaN", text);
        Assert.DoesNotContain("Infinity", text);
    }

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Every_figure_describes_itself_in_one_line(string name)
    {
        var figure = Gallery.Figures[name]();
        Assert.DoesNotContain('\n', figure.Description);
        Assert.Contains(figure.Title, figure.Description);
        Assert.EndsWith(".", figure.Description);
    }

    private static string AxisName(string reference) => reference[..1] + "axis" + reference[1..];
}
