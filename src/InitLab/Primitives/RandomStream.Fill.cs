using System.Numerics;
using System.Runtime.CompilerServices;
using InitLab.Primitives.Sampling;

namespace InitLab.Primitives;

public sealed partial class RandomStream
{
    /// <summary>Independent values, uniform on [low, high).</summary>
    /// <param name="destination">Filled from start to end.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The bound that is not reached; when it equals <paramref name="low"/>, every value is that.</param>
    /// <exception cref="ArgumentException">A bound is not finite, or they are in the wrong order or too far apart for T.</exception>
    public void FillUniform<T>(Span<T> destination, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FiniteAs<T>(low);
        FiniteAs<T>(high);
        Check.That(low <= high, $"low is {low} and high is {high}; swap them?", nameof(low));
        FiniteAs<T>(high - low);
        Sampler.Fill(destination, key, DrawKind.Uniform, new UniformDistribution(low, high));
    }

    /// <summary>Independent normal values.</summary>
    /// <param name="destination">Filled from start to end.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation (not the variance); zero gives the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite, or the standard deviation is negative or not finite.</exception>
    public void FillNormal<T>(Span<T> destination, double mean = 0, double standardDeviation = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FiniteAs<T>(mean);
        FiniteAs<T>(Check.NonNegative(standardDeviation, remedy: StandardDeviationRemedy));
        Sampler.Fill(destination, key, DrawKind.Normal, new NormalDistribution(mean, standardDeviation));
    }

    /// <summary>Independent normal values conditioned on lying within bounds, exactly.</summary>
    /// <param name="destination">Filled from start to end.</param>
    /// <param name="mean">The mean of the normal distribution before truncation.</param>
    /// <param name="standardDeviation">Its standard deviation before truncation; what is left after it is
    /// <see cref="TruncatedNormalMoments.StandardDeviation"/> times this, 0.8796 times for bounds of two.</param>
    /// <param name="lower">The lower bound, in standard deviations from the mean; may be minus infinity.</param>
    /// <param name="upper">The upper bound, in standard deviations from the mean; may be infinity.</param>
    /// <exception cref="ArgumentException">A parameter is not finite or out of order, or the interval holds no probability.</exception>
    public void FillTruncatedNormal<T>(
        Span<T> destination, double mean = 0, double standardDeviation = 1, double lower = -2, double upper = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FiniteAs<T>(mean);
        FiniteAs<T>(Check.NonNegative(standardDeviation, remedy: StandardDeviationRemedy));
        TruncatedNormalMoments.CheckBounds(lower, upper);
        var distribution = new TruncatedNormalDistribution(mean, standardDeviation, lower, upper);
        Sampler.Fill(destination, key, DrawKind.TruncatedNormal, distribution);
    }

    /// <summary>Independent signs: +1 or -1, each with probability 1/2 (a Rademacher vector).</summary>
    public void FillSigns<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Sampler.Fill(destination, key, DrawKind.Sign, new SignDistribution());

    /// <summary>An independent mask: 1 with the given probability, else 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1].</exception>
    public void FillBernoulli<T>(Span<T> destination, double probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Sampler.Fill(
            destination, key, DrawKind.Bernoulli, new BernoulliDistribution(Check.InRange(probability, 0, 1)));

    private const string StandardDeviationRemedy = "It is the standard deviation; a variance goes in as its square root.";

    private static void FiniteAs<T>(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check.Finite(value, name);
        Check.That(T.IsFinite(T.CreateTruncating(value)), $"{name} is {value}, which a {typeof(T).Name} cannot hold.", name);
    }
}
