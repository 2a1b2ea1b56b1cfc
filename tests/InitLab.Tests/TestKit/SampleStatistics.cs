namespace InitLab.Tests.TestKit;

/// <summary>Plain statistics of samples, written the obvious way.</summary>
internal static class SampleStatistics
{
    /// <summary>Pearson's correlation coefficient; for independent samples its standard error is 1/sqrt(n).</summary>
    public static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    /// <summary>Pearson's chi-squared statistic of counts that should be equal, as a z-score (mean k - 1, variance 2 (k - 1)).</summary>
    public static double ChiSquaredZ(IReadOnlyCollection<int> counts)
    {
        double expected = counts.Average();
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double freedom = counts.Count - 1;
        return (statistic - freedom) / Math.Sqrt(2 * freedom);
    }
}
