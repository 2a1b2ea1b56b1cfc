using System.Text.Json.Nodes;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Plotly;

/// <summary>
/// Writes the values of a field, and the colour axis that they share with all fields of an equal shade: colours mean the same in every
/// panel and frame.
/// </summary>
internal static class ColorWriter
{
    private const int MostTicks = 8;

    internal static JsonArray Values(Pen pen, double[,] z, Shade shade, JsonObject trace)
    {
        var omitted = new Omissions(z.Length);
        var values = new JsonArray();
        for (var i = 0; i < z.GetLength(0); i++)
        {
            var row = new JsonArray();
            for (var j = 0; j < z.GetLength(1); j++)
            {
                var drawn = shade.Scale.Accepts(z[i, j]);
                if (drawn)
                    pen.Shade(shade, z[i, j]);
                else
                    omitted.Count(z[i, j], $"at row {i}, column {j}");
                row.Add(drawn ? pen.Numbers.Value(shade.Scale.ToRange(z[i, j])) : null);
            }
            values.Add(row);
        }
        if (omitted.Any)
            pen.Note(omitted.Sentence());
        if (shade.Log)
            trace["customdata"] = Originals(pen.Numbers, z);
        return values;
    }

    internal static JsonObject Axis(Shade shade, Extent extent)
    {
        var (low, high) = extent.IsEmpty ? (shade.Scale.FromRange(0), shade.Scale.FromRange(1)) : (extent.Low, extent.High);
        var (from, to) = Spread(shade, shade.Scale.ToRange(shade.Min ?? low), shade.Scale.ToRange(shade.Max ?? high));
        var axis = new JsonObject { ["cmin"] = Math.Round(from, 9), ["cmax"] = Math.Round(to, 9), ["colorbar"] = Bar(shade, from, to) };
        if (shade.Center is not null)
            axis["colorscale"] = Template.Diverging();
        return axis;
    }

    private static (double From, double To) Spread(Shade shade, double from, double to)
    {
        if (shade.Center is not { } center)
            return from < to ? (from, to) : (from - 0.5, to + 0.5);
        var reach = Math.Max(Math.Abs(from - center), Math.Abs(to - center));
        return reach > 0 ? (center - reach, center + reach) : (center - 1, center + 1);
    }

    private static JsonObject Bar(Shade shade, double from, double to)
    {
        var bar = new JsonObject { ["title"] = new JsonObject { ["text"] = Label.Markup(shade.Name), ["side"] = "right" } };
        if (!shade.Log)
            return bar;
        var ticks = LogTicks(from, to);
        bar["tickvals"] = new JsonArray([.. ticks.Select(tick => JsonValue.Create(Math.Round(tick.Position, 6)))]);
        bar["ticktext"] = new JsonArray([.. ticks.Select(tick => JsonValue.Create(tick.Text))]);
        return bar;
    }

    // Whole powers of ten; between fewer than two of them also 2 and 5.
    private static IReadOnlyList<(double Position, string Text)> LogTicks(double from, double to)
    {
        var powers = Enumerable.Range((int)Math.Floor(from), (int)Math.Ceiling(to) - (int)Math.Floor(from) + 1).ToArray();
        var step = Math.Max(1, (int)Math.Ceiling(powers.Length / (double)MostTicks));
        bool Within(double position) => position >= from - 1e-9 && position <= to + 1e-9;
        var whole = powers.Where(power => Within(power) && power % step == 0).Select(power => ((double)power, TickText.Power(power))).ToArray();
        if (whole.Length >= 2)
            return whole;
        return [.. powers.SelectMany(power => new[] { 1, 2, 5 }.Select(lead => (Position: power + Math.Log10(lead), Text: TickText.Short(lead * Math.Pow(10, power))))).Where(tick => Within(tick.Position))];
    }

    private static JsonArray Originals(Numbers numbers, double[,] z) =>
        [.. Enumerable.Range(0, z.GetLength(0)).Select(i => (JsonNode)numbers.Array(Enumerable.Range(0, z.GetLength(1)).Select(j => z[i, j])))];
}
