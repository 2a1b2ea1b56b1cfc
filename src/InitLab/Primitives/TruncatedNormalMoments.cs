using MathNet.Numerics;

namespace InitLab.Primitives;

/// <summary>Moments of a standard normal value conditioned on lying between two bounds.</summary>
/// <remarks>
/// With density phi and mass Z = Phi(b) - Phi(a): mean m = (phi(a) - phi(b)) / Z, variance 1 + (a phi(a) - b phi(b)) / Z - m^2
/// (N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous univariate distributions" 1, 1994, section 13.10).
/// </remarks>
public static class TruncatedNormalMoments
{
    /// <summary>The standard deviation that truncation leaves of one: 0.87963 for the bounds -2 and 2.</summary>
    /// <param name="lower">The lower bound; may be minus infinity.</param>
    /// <param name="upper">The upper bound; may be infinity.</param>
    /// <exception cref="ArgumentException">The bounds are out of order or hold no probability.</exception>
    public static double StandardDeviation(double lower = -2, double upper = 2)
    {
        CheckBounds(lower, upper);
        double mass = Mass(lower, upper), mean = Mean(lower, upper);
        return Math.Sqrt(1 + (Moment(lower) - Moment(upper)) / mass - mean * mean);

        static double Moment(double bound) => double.IsInfinity(bound) ? 0 : bound * Density(bound);
    }

    /// <summary>The mean that truncation leaves: zero for bounds that mirror each other.</summary>
    /// <param name="lower">The lower bound; may be minus infinity.</param>
    /// <param name="upper">The upper bound; may be infinity.</param>
    /// <exception cref="ArgumentException">The bounds are out of order or hold no probability.</exception>
    public static double Mean(double lower, double upper)
    {
        CheckBounds(lower, upper);
        return (Density(lower) - Density(upper)) / Mass(lower, upper);
    }

    internal static void CheckBounds(double lower, double upper)
    {
        Check.That(lower < upper, $"lower is {lower} and upper is {upper}; the lower bound must lie below the upper.", nameof(lower));
        Check.That(
            Mass(lower, upper) > 1e-290,
            $"Between {lower} and {upper} standard deviations lies less probability than 1e-290; move the bounds nearer to the mean.",
            nameof(lower));
    }

    private static double Mass(double lower, double upper) =>
        lower > 0 ? Mass(-upper, -lower) : Below(upper) - Below(lower);

    /// <summary>P(Z below z), with all its digits in the left tail.</summary>
    internal static double Below(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    private static double Density(double z) => Math.Exp(-z * z / 2) / Constants.Sqrt2Pi;
}
