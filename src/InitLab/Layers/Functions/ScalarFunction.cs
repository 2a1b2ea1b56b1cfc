using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>An activation given as a function of one number.</summary>
internal sealed record ScalarFunction : Activation
{
    private readonly Func<double, double> _value;
    private readonly Func<double, double>? _derivative;
    private readonly NumericalDerivative _numerical;

    public ScalarFunction(string name, Func<double, double> value, Func<double, double>? derivative, IReadOnlyList<double> kinks)
    {
        (Name, _value, _derivative, Kinks) = (name, value, derivative, kinks);
        _numerical = new NumericalDerivative(derivative ?? value, kinks);
    }

    public override string Name { get; }

    public override IReadOnlyList<double> Kinks { get; }

    public override Variable<T> Apply<T>(Variable<T> x) => Variable.Map(x, At);

    public override double Value(double x) => At(0, x);

    public override double Derivative(double x) => At(1, x);

    private double At(int order, double x) => order switch
    {
        0 => _value(x),
        1 when _derivative is not null => _derivative(x),
        _ => _numerical.At(_derivative is null ? order : order - 1, x),
    };
}
