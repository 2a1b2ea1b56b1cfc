namespace InitLab.Tests.TestKit;

/// <summary>
/// The one-sample Kolmogorov-Smirnov test against a continuous distribution function. The p-value is Kolmogorov's limit with
/// Stephens' correction (M. A. Stephens, "EDF statistics for goodness of fit", JASA 69 (1974)), good from about 40 samples.
/// </summary>
internal static class KolmogorovSmirnov
{
    /// <summary>The largest distance between the samples' distribution function and the given one.</summary>
    public static double Distance(IEnumerable<double> samples, Func<double, double> distribution)
    {
        double[] sorted = [.. samples.Order()];
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double expected = distribution(sorted[i]);
            distance = Math.Max(distance, Math.Max(expected - (double)i / sorted.Length, (i + 1.0) / sorted.Length - expected));
        }
        return distance;
    }

    /// <summary>The probability of so large a distance if the samples follow the distribution.</summary>
    public static double PValue(IReadOnlyCollection<double> samples, Func<double, double> distribution)
    {
        double root = Math.Sqrt(samples.Count);
        double x = Distance(samples, distribution) * (root + 0.12 + 0.11 / root);
        if (x < 0.2)
            return 1;
        double sum = 0;
        for (int k = 1; k <= 100; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        return Math.Clamp(sum, 0, 1);
    }
}
