using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>The same value everywhere.</summary>
/// <param name="Value">The value.</param>
public sealed record Constant(double Value) : Initializer
{
    /// <inheritdoc/>
    public override string Name => Value == 0 ? "zeros" : Value == 1 ? "ones" : $"constant {Value}";

    /// <inheritdoc/>
    public override double? Variance(Fans fans) => 0;

    /// <inheritdoc/>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream) => Tensor.Full(shape, T.CreateChecked(Value));
}
