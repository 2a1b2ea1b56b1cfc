using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Propagation.ClosedForms;

namespace InitLab.Propagation;

/// <summary>Expectations of an activation of normal variables of mean zero: by formula where one is known, else by quadrature.</summary>
/// <remarks>
/// Known formulas: ReLU, leaky ReLU and the identity (arc-cosine kernel), erf (arcsine kernel), sine, exponential, polynomials. Quadrature is
/// <see cref="GaussianExpectation"/>, split at the activation's kinks; it throws <see cref="ArithmeticException"/> where an expectation does
/// not exist, such as that of exp(x²).
/// </remarks>
public sealed class GaussianMoments
{
    private readonly ClosedForm? _formula;
    private readonly double[] _kinks;

    /// <summary>The expectations of an activation.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="byQuadrature">Whether to integrate even where a formula is known.</param>
    public GaussianMoments(Activation activation, bool byQuadrature = false)
    {
        Activation = activation;
        _formula = byQuadrature ? null : ClosedForm.Of(activation);
        _kinks = [.. activation.Kinks];
    }

    /// <summary>φ.</summary>
    public Activation Activation { get; }

    /// <summary>Whether the expectations come from formulas.</summary>
    public bool IsClosedForm => _formula is not null;

    /// <summary>E φ(√q z).</summary>
    public double Mean(double q) => _formula?.Mean(q) ?? Integrate(Activation.Value, q);

    /// <summary>E φ(√q z)².</summary>
    public double Square(double q) => _formula?.Product(q, q, q) ?? Integrate(x => Squared(Activation.Value(x)), q);

    /// <summary>E φ'(√q z)².</summary>
    public double SlopeSquare(double q) => _formula?.SlopeProduct(q, q, q) ?? Integrate(x => Squared(Activation.Derivative(x)), q);

    /// <summary>d/dq E φ(√q z)² = E[φ(√q z) φ'(√q z) z] / √q.</summary>
    public double SquareSlope(double q)
    {
        if (_formula is not null) return _formula.SquareSlope(q);
        // The limit at 0: so close to it that φ is a line on either side, yet far from underflow.
        double variance = Math.Max(q, 1e-14);
        return Integrate(x => Activation.Value(x) * Activation.Derivative(x) * x, variance) / variance;
    }

    /// <summary>E φ(U) φ(V) for variances q1 and q2 and correlation c.</summary>
    public double Product(double q1, double q2, double c) =>
        _formula?.Product(q1, q2, c * Math.Sqrt(q1 * q2)) ?? Both(Activation.Value, q1, q2, c);

    /// <summary>E φ'(U) φ'(V) for variances q1 and q2 and correlation c.</summary>
    public double SlopeProduct(double q1, double q2, double c) =>
        _formula?.SlopeProduct(q1, q2, c * Math.Sqrt(q1 * q2)) ?? Both(Activation.Derivative, q1, q2, c);

    private double Integrate(Func<double, double> function, double q) => GaussianExpectation.Of(function, q, kinks: _kinks).Value;

    private double Both(Func<double, double> function, double q1, double q2, double c) =>
        GaussianExpectation.OfProduct(function, function, c, q1, q2, _kinks, _kinks).Value;

    private static double Squared(double x) => x * x;
}
