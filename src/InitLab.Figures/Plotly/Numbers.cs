using System.Globalization;
using System.Text.Json.Nodes;

namespace InitLab.Figures.Plotly;

/// <summary>Writes numbers with a limited number of significant digits; what is not finite becomes null.</summary>
internal sealed class Numbers(int digits)
{
    private readonly string format = "E" + (digits - 1).ToString(CultureInfo.InvariantCulture);

    internal double Round(double value) => double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    internal JsonNode? Value(double value) => double.IsFinite(value) ? JsonValue.Create(Round(value)) : null;

    internal JsonArray Array(IEnumerable<double> values) => [.. values.Select(Value)];
}
