using System.Text.Json.Nodes;

namespace InitLab.Figures.Plotly;

/// <summary>Writes the frames of a slider: of each trace and of the layout only what some frame changes.</summary>
internal static class FrameWriter
{
    // Where the control begins below the axis: under tick labels and the axis' title.
    private const int BelowAxis = 58;

    // What stands for a frame may change with it; the room for it may not.
    private static readonly HashSet<string> Moving = ["shapes", "annotations", "title"];

    internal static JsonArray Write(Slider slider, JsonObject[][] traces, JsonObject[] layouts)
    {
        SameTraces(slider, traces);
        var changing = traces[0].Select((trace, t) => Changing([.. traces.Select(frame => frame[t])])).ToArray();
        var moved = Changing(layouts).Where(Moving.Contains).ToHashSet();
        var frames = new JsonArray();
        for (var f = 0; f < traces.Length; f++)
        {
            var frame = new JsonObject
            {
                ["name"] = Name(f),
                ["data"] = new JsonArray([.. traces[f].Select((trace, t) => Part(trace, changing[t]))]),
                ["traces"] = new JsonArray([.. Enumerable.Range(0, traces[f].Length).Select(t => JsonValue.Create(t))]),
            };
            if (moved.Count > 0)
                frame["layout"] = Part(layouts[f], moved);
            frames.Add(frame);
        }
        return frames;
    }

    internal static JsonObject Control(Slider slider, LayoutPlan plan) => new()
    {
        ["active"] = slider.Start,
        ["x"] = 0,
        ["len"] = 1,
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = BelowAxis, ["b"] = 10, ["l"] = 0, ["r"] = 0 },
        ["currentvalue"] = new JsonObject { ["prefix"] = Label.Markup(slider.Parameter) + " = ", ["xanchor"] = "left", ["offset"] = 14, ["font"] = new JsonObject { ["size"] = 14 } },
        ["transition"] = new JsonObject { ["duration"] = 0 },
        ["ticklen"] = plan.Narrow ? 0 : 5,
        ["steps"] = new JsonArray([.. slider.Labels.Select((label, f) => Step(label, f))]),
    };

    internal static string Name(int frame) => $"frame{frame}";

    private static JsonObject Step(string label, int frame) => new()
    {
        ["label"] = Label.Markup(label),
        ["method"] = "animate",
        ["args"] = new JsonArray(new JsonArray(Name(frame)), new JsonObject
        {
            ["mode"] = "immediate",
            ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true },
            ["transition"] = new JsonObject { ["duration"] = 0 },
        }),
    };

    private static void SameTraces(Slider slider, JsonObject[][] traces)
    {
        static string[] Types(JsonObject[] frame) => [.. frame.Select(trace => (string)trace["type"]!)];
        var first = Types(traces[0]);
        for (var f = 1; f < traces.Length; f++)
        {
            if (!Types(traces[f]).SequenceEqual(first))
                throw new ArgumentException($"At {slider.Parameter} = {slider.Labels[f]} the figure draws {string.Join(", ", Types(traces[f]))}, but at {slider.Labels[0]} it draws {string.Join(", ", first)}: every frame needs the same marks in the same order.");
        }
    }

    private static HashSet<string> Changing(JsonObject[] variants)
    {
        var keys = variants.SelectMany(variant => variant.Select(pair => pair.Key)).Distinct();
        return [.. keys.Where(key => variants.Any(variant => !JsonNode.DeepEquals(variant[key], variants[0][key])))];
    }

    private static JsonObject Part(JsonObject whole, HashSet<string> keys)
    {
        var part = new JsonObject();
        foreach (var key in keys.Order(StringComparer.Ordinal))
            part[key] = whole[key]?.DeepClone();
        return part;
    }
}
