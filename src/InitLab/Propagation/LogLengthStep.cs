using InitLab.Primitives;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace InitLab.Propagation;

/// <summary>What one layer of a finite width adds to the logarithm of the length q, when its weights keep the mean of q: a step of a random walk.</summary>
/// <param name="Mean">The mean of the step: negative, although the mean of q is kept.</param>
/// <param name="Variance">The variance of the step.</param>
/// <remarks>
/// With normal weights the ratio of the lengths after and before a layer of width n does not depend on its input, so the steps of different layers are
/// independent. Linear: the ratio is χ²ₙ / n. ReLU: it is 2 χ²_K / n, where K, the number of active units, is binomial (n, 1/2). With
/// E[log χ²_k] = ψ(k/2) + log 2 and Var[log χ²_k] = ψ₁(k/2) both moments follow exactly. For large n they are -1/n and 2/n, and -5/(2n) and 5/n: after
/// L layers the median of q is e^{-L/n} and e^{-5L/(2n)}.
/// Source: Hanin and Rolnick, How to Start Training, NeurIPS 2018 (the spread grows with the sum of 1/n).
/// </remarks>
public readonly record struct LogLengthStep(double Mean, double Variance)
{
    /// <summary>The standard deviation of the step.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>A linear layer with weights of variance 1 / n_in.</summary>
    /// <param name="width">The number of outputs, n.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive.</exception>
    public static LogLengthStep Linear(int width) => LogChiSquared(Check.Positive(width), Math.Log(width));

    /// <summary>A layer followed by ReLU with weights of variance 2 / n_in, given that at least one unit is active.</summary>
    /// <param name="width">The number of outputs, n.</param>
    /// <remarks>All units of a layer are dead with probability 2⁻ⁿ; q is 0 from there on and has no logarithm.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive.</exception>
    public static LogLengthStep Relu(int width)
    {
        Check.Positive(width);
        double alive = 1 - Math.Pow(0.5, width), mean = 0, square = 0;
        for (int active = 1; active <= width; active++)
        {
            double probability = Binomial.PMF(0.5, width, active) / alive;
            LogLengthStep given = LogChiSquared(active, Math.Log(width / 2.0));
            mean += probability * given.Mean;
            square += probability * (given.Variance + given.Mean * given.Mean);
        }
        return new LogLengthStep(mean, square - mean * mean);
    }

    /// <summary>So many layers of this kind, one after another.</summary>
    public LogLengthStep Times(int layers) => new(layers * Mean, layers * Variance);

    /// <summary>One layer after another: means and variances of independent steps add.</summary>
    public static LogLengthStep operator +(LogLengthStep a, LogLengthStep b) => new(a.Mean + b.Mean, a.Variance + b.Variance);

    private static LogLengthStep LogChiSquared(int degrees, double logDivisor) => new(SpecialFunctions.DiGamma(degrees / 2.0) + Math.Log(2) - logDivisor, Trigamma(degrees / 2.0));

    // Recurrence up to 10, then the asymptotic series, whose first term left out is below 1e-13 there (Abramowitz and Stegun 6.4.6 and 6.4.12).
    internal static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 10; x++) sum += 1 / (x * x);
        double inverse = 1 / x, square = inverse * inverse;
        return sum + inverse * (1 + inverse / 2 + square * (1 / 6.0 - square * (1 / 30.0 - square * (1 / 42.0 - square * (1 / 30.0 - square * 5 / 66.0)))));
    }
}
