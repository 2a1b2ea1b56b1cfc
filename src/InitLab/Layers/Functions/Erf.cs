using InitLab.Autodiff;
using MathNet.Numerics;

namespace InitLab.Layers;

/// <summary>The error function, 2/√π times the integral of exp(-t²) from 0 to x; its Gaussian kernel is an arcsine (Williams 1997).</summary>
public sealed record Erf : Activation
{
    /// <inheritdoc/>
    public override string Name => "erf";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Erf(x);

    /// <inheritdoc/>
    public override double Value(double x) => SpecialFunctions.Erf(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
}
