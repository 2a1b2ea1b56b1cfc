using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>a₀ + a₁ x + a₂ x² + …: with the identity the only activations whose deep networks stay polynomials.</summary>
/// <param name="Coefficients">The coefficients, that of x⁰ first; at least one.</param>
public sealed record Polynomial(params IReadOnlyList<double> Coefficients) : Activation
{
    /// <summary>The coefficients, that of x⁰ first.</summary>
    public IReadOnlyList<double> Coefficients { get; } = Checked(Coefficients);

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"polynomial ({string.Join(", ", Coefficients)})");

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x)
    {
        Variable<T> sum = x * T.Zero + T.CreateChecked(Coefficients[^1]);
        for (int n = Coefficients.Count - 2; n >= 0; n--) sum = sum * x + T.CreateChecked(Coefficients[n]);
        return sum;
    }

    /// <inheritdoc/>
    public override double Value(double x)
    {
        double sum = 0;
        for (int n = Coefficients.Count - 1; n >= 0; n--) sum = sum * x + Coefficients[n];
        return sum;
    }

    /// <inheritdoc/>
    public override double Derivative(double x)
    {
        double sum = 0;
        for (int n = Coefficients.Count - 1; n >= 1; n--) sum = sum * x + n * Coefficients[n];
        return sum;
    }

    private static double[] Checked(IReadOnlyList<double> coefficients)
    {
        Check.That(coefficients.Count > 0, $"a polynomial needs at least one coefficient.", nameof(coefficients));
        double[] copy = [.. coefficients];
        Check.AllFinite<double>(copy, nameof(coefficients));
        return copy;
    }
}
