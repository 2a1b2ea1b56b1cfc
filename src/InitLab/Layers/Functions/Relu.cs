using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>The rectified linear unit, max(x, 0); phi'(0) = 0.</summary>
public sealed record Relu : Activation
{
    /// <inheritdoc/>
    public override string Name => "ReLU";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Relu(x);

    /// <inheritdoc/>
    public override double Value(double x) => Math.Max(x, 0);

    /// <inheritdoc/>
    public override double Derivative(double x) => x > 0 ? 1 : 0;
}
