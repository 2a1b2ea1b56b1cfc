using System.Text.Json.Nodes;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Plotly;

/// <summary>Writes a figure as Plotly's <c>data</c>, <c>layout</c>, <c>frames</c> and <c>config</c>.</summary>
internal static class FigureWriter
{
    internal static JsonObject Write(Figure figure, PlotlyOptions options)
    {
        if (options.Digits is < 2 or > 17)
            throw new ArgumentOutOfRangeException(nameof(options), options.Digits, "Digits is the number of significant digits and lies between 2 and 17.");
        var numbers = new Numbers(options.Digits);
        var book = new SeriesBook(figure.Frames.SelectMany(frame => frame.Charts));
        var drawings = figure.Frames.Select(frame => new Drawing(frame, figure, numbers, book)).ToArray();
        var plan = new LayoutPlan(figure, drawings, book, options);
        var layouts = drawings.Select(drawing => LayoutWriter.Write(plan, drawing)).ToArray();
        var traces = drawings.Select(drawing => drawing.Panels.SelectMany(panel => panel.Traces).ToArray()).ToArray();
        var start = figure is Slider slider ? slider.Start : 0;
        var json = new JsonObject { ["data"] = Clone(traces[start]), ["layout"] = Finish(layouts[start], figure, plan, options) };
        if (figure is Slider moving)
            json["frames"] = FrameWriter.Write(moving, traces, layouts);
        json["config"] = Config();
        return json;
    }

    private static JsonObject Finish(JsonObject start, Figure figure, LayoutPlan plan, PlotlyOptions options)
    {
        var layout = (JsonObject)start.DeepClone();
        if (figure is Slider slider && !options.WithoutSlider)
            layout["sliders"] = new JsonArray(FrameWriter.Control(slider, plan));
        if (!options.WithoutTemplate)
            layout["template"] = Template.Of(options.Theme);
        return layout;
    }

    private static JsonArray Clone(IEnumerable<JsonObject> traces) => [.. traces.Select(trace => trace.DeepClone())];

    private static JsonObject Config() => new()
    {
        ["responsive"] = true,
        ["displaylogo"] = false,
        ["modeBarButtonsToRemove"] = new JsonArray("lasso2d", "select2d", "autoScale2d", "zoomIn2d", "zoomOut2d"),
        ["toImageButtonOptions"] = new JsonObject { ["format"] = "png", ["scale"] = 2 },
    };
}
