using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>The exponential linear unit: x where x is positive, α (eˣ - 1) elsewhere (Clevert, Unterthiner and Hochreiter 2016).</summary>
/// <param name="Alpha">α: the value at minus infinity with its sign turned, and phi'(0).</param>
public sealed record Elu(double Alpha = 1) : Activation
{
    /// <summary>α.</summary>
    public double Alpha { get; init; } = Check.Finite(Alpha);

    /// <inheritdoc/>
    public override string Name => Alpha == 1 ? "ELU" : $"ELU ({Alpha})";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Elu(x, T.CreateChecked(Alpha));

    /// <inheritdoc/>
    public override double Value(double x) => x > 0 ? x : Alpha * ScalarMath.Expm1(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => x > 0 ? 1 : Alpha * Math.Exp(x);
}
