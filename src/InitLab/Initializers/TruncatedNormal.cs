using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>Independent normal values, conditioned on lying within a number of standard deviations of the mean, whatever the fans.</summary>
/// <param name="StandardDeviation">The standard deviation: of what is drawn if corrected, before truncation if raw.</param>
/// <param name="Mean">The mean.</param>
/// <param name="IsCorrected">
/// Whether the distribution is widened so that its standard deviation after truncation is the one asked for, as in the variance scaling of Keras
/// and JAX. Raw, what is left is 0.8796 of it (for a cut at 2), as in Keras's TruncatedNormal, JAX's truncated_normal and PyTorch's trunc_normal_.
/// </param>
/// <param name="Cut">
/// Where to cut, in standard deviations of the distribution before truncation. PyTorch's trunc_normal_ cuts at absolute values instead,
/// ±2 by default: its cut here is 2 / StandardDeviation.
/// </param>
public sealed record TruncatedNormal(double StandardDeviation = 1, double Mean = 0, bool IsCorrected = true, double Cut = 2) : Initializer
{
    /// <summary>The standard deviation.</summary>
    public double StandardDeviation { get; init; } = Check.NonNegative(StandardDeviation);

    /// <summary>Where to cut.</summary>
    public double Cut { get; init; } = Check.Positive(Cut);

    /// <inheritdoc/>
    public override string Name => $"truncated normal ({Mean}, {StandardDeviation}²{(IsCorrected ? "" : " raw")})";

    /// <inheritdoc/>
    public override double? Variance(Fans fans) => Math.Pow(IsCorrected ? StandardDeviation : StandardDeviation * Left, 2);

    /// <inheritdoc/>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream) =>
        stream.TruncatedNormal<T>(shape, Mean, IsCorrected ? StandardDeviation / Left : StandardDeviation, -Cut, Cut);

    // What truncation leaves of a standard deviation of one.
    private double Left => TruncatedNormalMoments.StandardDeviation(-Cut, Cut);
}
