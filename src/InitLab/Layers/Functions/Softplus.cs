using InitLab.Autodiff;
using MathNet.Numerics;

namespace InitLab.Layers;

/// <summary>log(1 + eˣ), a smooth ReLU (Dugas et al. 2001).</summary>
public sealed record Softplus : Activation
{
    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Softplus(x);

    /// <inheritdoc/>
    public override double Value(double x) => At(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => SpecialFunctions.Logistic(x);

    internal static double At(double x) => Math.Max(x, 0) + ScalarMath.Log1p(Math.Exp(-Math.Abs(x)));
}
