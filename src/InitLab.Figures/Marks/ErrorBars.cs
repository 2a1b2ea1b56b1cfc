using System.Text.Json.Nodes;
using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>Plotly's error bars for a column of values and the half-lengths beside it.</summary>
internal static class ErrorBars
{
    internal static JsonObject Of(Pen pen, double[] y, double[] error, bool[] keep)
    {
        var scale = pen.Y.Scale;
        double Up(int i) => scale.Map(y[i] + error[i]) - scale.Map(y[i]);
        double Down(int i) => scale.Map(y[i]) - scale.Map(y[i] - error[i]);
        var drawn = Enumerable.Range(0, y.Length).Where(i => keep[i]).ToArray();
        foreach (var i in drawn.Where(i => double.IsFinite(error[i])))
        {
            pen.Cover(pen.Y, y[i] + error[i]);
            pen.Cover(pen.Y, y[i] - error[i]);
        }
        if (drawn.Count(i => !double.IsFinite(error[i])) is > 0 and var unknown)
            pen.Note($"{unknown} of {y.Length} without an error bar, since the error is not finite");
        return new JsonObject
        {
            ["type"] = "data",
            ["symmetric"] = false,
            ["array"] = pen.Numbers.Array(drawn.Select(Up)),
            ["arrayminus"] = pen.Numbers.Array(drawn.Select(Down)),
            ["color"] = pen.Ink.Color,
            ["thickness"] = 1.5,
            ["width"] = 3,
        };
    }
}
