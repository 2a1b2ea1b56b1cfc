namespace InitLab.Figures.Plotly;

/// <summary>Counts the values that cannot be drawn, by reason, and says so in a sentence.</summary>
internal sealed class Omissions(int total)
{
    private readonly Dictionary<string, int> reasons = [];
    private string first = "";

    internal bool Any => reasons.Count > 0;

    internal void Count(double value, string place)
    {
        if (!Any)
            first = place;
        var reason = Reason(value);
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
    }

    internal string Sentence() =>
        $"{reasons.Values.Sum()} of {total} not drawn ({string.Join(", ", reasons.Select(pair => $"{pair.Value} {pair.Key}"))}; first {first})";

    private static string Reason(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "infinite",
        double.NegativeInfinity => "minus infinite",
        0 => "zero on a log axis",
        _ => "negative on a log axis",
    };
}
