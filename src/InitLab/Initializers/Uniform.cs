using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>Independent values, uniform on [low, high), whatever the fans.</summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The bound that is not reached.</param>
public sealed record Uniform(double Low, double High) : Initializer
{
    /// <inheritdoc/>
    public override string Name => $"uniform [{Low}, {High})";

    /// <summary>(high - low)² / 12.</summary>
    public override double? Variance(Fans fans) => (High - Low) * (High - Low) / 12;

    /// <inheritdoc/>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream) => stream.Uniform<T>(shape, Low, High);
}
