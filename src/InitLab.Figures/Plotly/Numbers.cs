using System.Globalization;
using System.Text.Json.Nodes;

namespace InitLab.Figures.Plotly;

/// <summary>Writes numbers with a limited number of significant digits; what is not finite becomes null.</summary>
internal sealed class Numbers(int digits)
{
    private readonly string format = "E" + (digits - 1).ToString(CultureInfo.InvariantCulture);

    internal double Round(double value) => double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    internal JsonNode? Value(double value)
    {
        if (!double.IsFinite(value))
            return null;
        var rounded = Round(value);
        return rounded == Math.Truncate(rounded) && Math.Abs(rounded) < 1e15 ? JsonValue.Create((long)rounded) : JsonValue.Create(rounded);
    }

    internal JsonArray Array(IEnumerable<double> values) => [.. values.Select(Value)];
}
