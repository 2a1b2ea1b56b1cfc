using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>The scaled exponential linear unit, λ ELU(x; α), whose length map has a stable fixed point at 1 for mean 0 and weights of variance 1 / n_in.</summary>
/// <remarks>
/// The constants are those for which E phi(z) = 0 and E phi(z)² = 1 for a standard normal z:
/// α = -√(2/π) / (erfc(1/√2) √e - 1), λ from the second equation. Source: Klambauer, Unterthiner, Mayr and Hochreiter,
/// "Self-normalizing neural networks", NIPS 2017, equation 14.
/// </remarks>
public sealed record Selu : Activation
{
    /// <summary>α.</summary>
    public const double Alpha = 1.6732632423543772848170429916717;

    /// <summary>λ.</summary>
    public const double Lambda = 1.0507009873554804934193349852946;

    /// <inheritdoc/>
    public override string Name => "SELU";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Elu(x, T.CreateChecked(Alpha)) * T.CreateChecked(Lambda);

    /// <inheritdoc/>
    public override double Value(double x) => Lambda * (x > 0 ? x : Alpha * ScalarMath.Expm1(x));

    /// <inheritdoc/>
    public override double Derivative(double x) => Lambda * (x > 0 ? 1 : Alpha * Math.Exp(x));
}
