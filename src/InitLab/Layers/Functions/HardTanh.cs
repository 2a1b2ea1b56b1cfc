using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>x cut at -1 and 1; the derivative at ±1 is 0 (Collobert 2004).</summary>
public sealed record HardTanh : Activation
{
    /// <inheritdoc/>
    public override string Name => "hard tanh";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [-1, 1];

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Clamp(x, -T.One, T.One);

    /// <inheritdoc/>
    public override double Value(double x) => Math.Clamp(x, -1, 1);

    /// <inheritdoc/>
    public override double Derivative(double x) => Math.Abs(x) < 1 ? 1 : 0;
}
