using System.Text.Json.Nodes;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Plotly;

/// <summary>Writes the values and the colour scale of a heat map, contour or surface.</summary>
internal static class ColorWriter
{
    internal static JsonArray Values(Pen pen, double[,] z, Shade shade, JsonObject trace)
    {
        var rows = z.GetLength(0);
        var columns = z.GetLength(1);
        var omitted = new Omissions(z.Length);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        var values = new JsonArray();
        var originals = new JsonArray();
        for (var i = 0; i < rows; i++)
        {
            var row = new JsonArray();
            for (var j = 0; j < columns; j++)
            {
                var value = z[i, j];
                var drawn = double.IsFinite(value) && !(shade.Log && value <= 0);
                if (!drawn)
                    omitted.Count(value, $"at row {i}, column {j}");
                var position = shade.Log ? Math.Log10(value) : value;
                row.Add(drawn ? pen.Numbers.Value(position) : null);
                (low, high) = drawn ? (Math.Min(low, position), Math.Max(high, position)) : (low, high);
            }
            values.Add(row);
            originals.Add(shade.Log ? pen.Numbers.Array(Enumerable.Range(0, columns).Select(j => z[i, j])) : null);
        }
        if (omitted.Any)
            pen.Note(omitted.Sentence());
        if (shade.Log)
            trace["customdata"] = originals;
        if (low > high)
            (low, high) = (0, 1);
        Scale(pen.Numbers, shade, trace, low, high);
        return values;
    }

    private static void Scale(Numbers numbers, Shade shade, JsonObject trace, double low, double high)
    {
        double Position(double value) => shade.Log ? Math.Log10(value) : value;
        var (from, to) = (shade.Min is { } min ? Position(min) : low, shade.Max is { } max ? Position(max) : high);
        if (shade.Center is { } center)
        {
            var reach = Math.Max(Math.Abs(from - center), Math.Abs(to - center));
            (from, to) = reach > 0 ? (center - reach, center + reach) : (center - 1, center + 1);
            trace["colorscale"] = Template.Diverging();
        }
        else if (from == to)
            (from, to) = (from - 0.5, to + 0.5);
        trace["zmin"] = numbers.Value(from);
        trace["zmax"] = numbers.Value(to);
        trace["colorbar"] = Bar(shade, from, to);
    }

    private static JsonObject Bar(Shade shade, double from, double to)
    {
        var bar = new JsonObject { ["title"] = new JsonObject { ["text"] = Label.Markup(shade.Name), ["side"] = "right", ["font"] = new JsonObject { ["size"] = 13 } } };
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
        var step = Math.Max(1, (int)Math.Ceiling(powers.Length / 8.0));
        var whole = powers.Where(power => power >= from - 1e-9 && power <= to + 1e-9 && power % step == 0).Select(power => ((double)power, TickText.Power(power))).ToArray();
        if (whole.Length >= 2)
            return whole;
        return [.. powers.SelectMany(power => new[] { 1, 2, 5 }.Select(lead => (Position: power + Math.Log10(lead), Text: TickText.Short(lead * Math.Pow(10, power)))))
            .Where(tick => tick.Position >= from && tick.Position <= to)];
    }
}
