using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Figures.Plots;

/// <summary>Estimates with their errors, as marks of a chart.</summary>
public static class EstimatePlots
{
    /// <summary>A symbol at each estimate with a bar of one standard error above and below.</summary>
    /// <exception cref="ArgumentException">A column is empty, or they differ in length.</exception>
    public static Chart Estimates<T>(this Chart chart, IEnumerable<T> x, IEnumerable<Estimate> estimates, string name = "", Style? style = null)
        where T : INumberBase<T>
    {
        var all = estimates.ToArray();
        return chart.PointsWithErrors(x, all.Select(estimate => estimate.Value), all.Select(estimate => estimate.StandardError), name, style);
    }

    /// <summary>A line through the estimates and a band of their confidence intervals.</summary>
    /// <param name="confidence">The probability that each interval holds the true value; 0.95 by default.</param>
    /// <exception cref="ArgumentException">A column is empty, or they differ in length.</exception>
    public static Chart Confidence<T>(
        this Chart chart, IEnumerable<T> x, IEnumerable<Estimate> estimates, string name = "", double confidence = 0.95, Style? style = null)
        where T : INumberBase<T>
    {
        var (all, at) = (estimates.ToArray(), x.ToArray());
        var intervals = all.Select(estimate => estimate.IsFinite ? estimate.ConfidenceInterval(confidence) : new Interval(double.NaN, double.NaN)).ToArray();
        return chart
            .Band(at, intervals.Select(interval => interval.Low), intervals.Select(interval => interval.High), name, style)
            .Line(at, all.Select(estimate => estimate.Value), name, style);
    }
}
