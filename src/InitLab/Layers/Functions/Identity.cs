using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>The identity: a linear network.</summary>
public sealed record Identity : Activation
{
    /// <inheritdoc/>
    public override string Name => "identity";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => x;

    /// <inheritdoc/>
    public override double Value(double x) => x;

    /// <inheritdoc/>
    public override double Derivative(double x) => 1;
}
