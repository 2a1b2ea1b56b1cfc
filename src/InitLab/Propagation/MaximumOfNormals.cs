using InitLab.Primitives;
using MathNet.Numerics.Distributions;

namespace InitLab.Propagation;

/// <summary>The maximum over the positions of a pooling window, whose values are taken as normal and to correlate alike, as neighbours do.</summary>
/// <remarks>
/// With correlation ρ the values are √ρ u + √(1 - ρ) vᵢ around their mean, so the maximum is √ρ u + √(1 - ρ) M with M the largest of n independent
/// normal numbers, of density n φ(m) Φ(m)ⁿ⁻¹. For what comes out of an activation this is a rough approximation.
/// </remarks>
internal static class MaximumOfNormals
{
    public static PredictedSignal Of(PredictedSignal x, int count)
    {
        double variance = x.SecondMoment - x.Mean * x.Mean, shared = Math.Clamp(x.NeighborMoment - x.Mean * x.Mean, 0, variance), own = Math.Sqrt(variance - shared);
        double Expect(Func<double, double> function) => GaussianExpectation.Of(m => count * Math.Pow(Normal.CDF(0, 1, m), count - 1) * function(m)).Value;
        double first = Expect(m => m), square = Expect(m => m * m), mean = x.Mean + own * first, shift = mean * mean - x.Mean * x.Mean;
        return x with
        {
            Mean = mean,
            SecondMoment = x.Mean * x.Mean + 2 * x.Mean * own * first + shared + own * own * square,
            CrossMoment = x.CrossMoment + shift,
            NeighborMoment = Math.Min(x.NeighborMoment, x.Mean * x.Mean + shared) + shift,
        };
    }
}
