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
        var json = Draw(figure, options);
        if (options.WithNarrow)
            json["narrow"] = Narrow(figure, options);
        if (options.Theme == Theme.Dark)
            Recoloring.Darken(json);
        if (!options.WithoutTemplate)
            json["layout"]!["template"] = Template.Of(options.Theme);
        json["config"] = Config();
        return json;
    }

    private static JsonObject Draw(Figure figure, PlotlyOptions options)
    {
        var numbers = new Numbers(options.Digits);
        var book = new SeriesBook(figure.Frames.SelectMany(frame => frame.Charts));
        var drawings = figure.Frames.Select(frame => new Drawing(frame, figure, numbers, book)).ToArray();
        var plan = new LayoutPlan(figure, drawings, book, options);
        var layouts = drawings.Select(drawing => LayoutWriter.Write(plan, drawing)).ToArray();
        var traces = drawings.Select(drawing => drawing.Panels.SelectMany(panel => panel.Traces).ToArray()).ToArray();
        var start = figure is Slider slider ? slider.Start : 0;
        var json = new JsonObject { ["data"] = Clone(traces[start]), ["layout"] = Finish(layouts[start], figure, plan) };
        if (figure is Slider moving)
            json["frames"] = FrameWriter.Write(moving, traces, layouts);
        return json;
    }

    private static JsonObject Narrow(Figure figure, PlotlyOptions options)
    {
        var drawn = Draw(figure, options with { Narrow = true });
        var narrow = new JsonObject { ["layout"] = drawn["layout"]!.DeepClone() };
        if (drawn["frames"] is JsonArray frames)
            narrow["frames"] = new JsonArray([.. frames.Select(frame => frame!["layout"]?.DeepClone())]);
        return narrow;
    }

    private static JsonObject Finish(JsonObject start, Figure figure, LayoutPlan plan)
    {
        var layout = (JsonObject)start.DeepClone();
        if (figure is not Slider slider)
            return layout;
        layout["sliders"] = new JsonArray(FrameWriter.Control(slider, plan));
        // A page that brings a native slider gives this much height back.
        layout["meta"] = new JsonObject { ["sliderHeight"] = LayoutPlan.SliderHeight };
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
