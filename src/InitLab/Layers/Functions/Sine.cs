using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>sin(ω x), the activation of sinusoidal representation networks (Sitzmann et al. 2020).</summary>
/// <param name="Frequency">ω; SIREN takes 30 in its first layer.</param>
public sealed record Sine(double Frequency = 1) : Activation
{
    /// <summary>ω.</summary>
    public double Frequency { get; init; } = Check.Finite(Frequency);

    /// <inheritdoc/>
    public override string Name => Frequency == 1 ? "sine" : $"sine ({Frequency})";

    /// <inheritdoc/>
    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Sin(Frequency == 1 ? x : x * T.CreateChecked(Frequency));

    /// <inheritdoc/>
    public override double Value(double x) => Math.Sin(Frequency * x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Frequency * Math.Cos(Frequency * x);
}
