using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>The logistic function, σ(x) = 1 / (1 + e⁻ˣ).</summary>
public sealed record Sigmoid : Activation
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Sigmoid(x);

    /// <inheritdoc/>
    public override double Value(double x) => MathNet.Numerics.SpecialFunctions.Logistic(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Value(x) * Value(-x);
}
