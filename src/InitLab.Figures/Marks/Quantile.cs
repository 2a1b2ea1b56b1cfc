namespace InitLab.Figures.Marks;

/// <summary>Sample quantiles by linear interpolation between order statistics, as NumPy's default.</summary>
internal static class Quantile
{
    internal static double Of(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
