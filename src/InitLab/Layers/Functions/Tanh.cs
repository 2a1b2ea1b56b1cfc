using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>The hyperbolic tangent.</summary>
public sealed record Tanh : Activation
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Tanh(x);

    /// <inheritdoc/>
    public override double Value(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => 1 / Math.Pow(Math.Cosh(x), 2);
}
