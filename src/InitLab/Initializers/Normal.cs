using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>Independent normal values, whatever the fans.</summary>
/// <param name="StandardDeviation">The standard deviation (not the variance).</param>
/// <param name="Mean">The mean.</param>
public sealed record Normal(double StandardDeviation = 1, double Mean = 0) : Initializer
{
    /// <summary>The standard deviation.</summary>
    public double StandardDeviation { get; init; } = Check.NonNegative(StandardDeviation);

    /// <inheritdoc/>
    public override string Name => $"normal ({Mean}, {StandardDeviation}²)";

    /// <inheritdoc/>
    public override double? Variance(Fans fans) => StandardDeviation * StandardDeviation;

    /// <inheritdoc/>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream) => stream.Normal<T>(shape, Mean, StandardDeviation);
}
