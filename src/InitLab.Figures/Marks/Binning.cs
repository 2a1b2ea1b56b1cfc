using InitLab.Figures.Scales;

namespace InitLab.Figures.Marks;

/// <summary>
/// Sorts samples into bins that are equally wide on the axis, so equally wide in log10 on a logarithmic one. The width where none is asked
/// for is 2 IQR n^(-1/3) (Freedman and Diaconis 1981).
/// </summary>
internal sealed record Binning(double[] Edges, int[] Counts, int Below, int Above)
{
    private const int Fewest = 8;
    private const int MostByRule = 60;
    private const int Most = 1000;

    internal static Binning Of(double[] samples, Bins bins, Scale scale)
    {
        var sorted = samples.Select(scale.ToRange).Order().ToArray();
        var low = bins.From is { } from ? scale.ToRange(from) : sorted[0];
        var high = bins.To is { } to ? scale.ToRange(to) : sorted[^1];
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        if (!(low < high && double.IsFinite(low) && double.IsFinite(high)))
            throw new ArgumentException($"The bins run from {bins.From ?? scale.FromRange(low)} to {bins.To ?? scale.FromRange(high)}: both must be finite, From must lie below To, and on a logarithmic axis above zero.", nameof(bins));
        var count = bins.Count ?? ByRule(sorted, low, high);
        if (count is < 1 or > Most)
            throw new ArgumentOutOfRangeException(nameof(bins), count, $"A histogram has between 1 and {Most} bins.");
        return Fill(sorted, low, high, count, scale);
    }

    private static Binning Fill(double[] sorted, double low, double high, int count, Scale scale)
    {
        var edges = Enumerable.Range(0, count + 1).Select(i => scale.FromRange(low + (high - low) * i / count)).ToArray();
        var counts = new int[count];
        var (below, above) = (0, 0);
        foreach (var position in sorted)
        {
            if (position < low)
                below++;
            else if (position > high)
                above++;
            else
                counts[Math.Min((int)((position - low) / (high - low) * count), count - 1)]++;
        }
        return new Binning(edges, counts, below, above);
    }

    private static int ByRule(double[] sorted, double low, double high)
    {
        var spread = Quantile.Of(sorted, 0.75) - Quantile.Of(sorted, 0.25);
        var width = 2 * spread / Math.Cbrt(sorted.Length);
        return width > 0 ? (int)Math.Clamp(Math.Ceiling((high - low) / width), Fewest, MostByRule) : Fewest;
    }
}
