using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>eˣ, whose Gaussian expectations are known exactly: a test of methods more than an activation to train with.</summary>
public sealed record Exponential : Activation
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Exp(x);

    /// <inheritdoc/>
    public override double Value(double x) => Math.Exp(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Math.Exp(x);
}
