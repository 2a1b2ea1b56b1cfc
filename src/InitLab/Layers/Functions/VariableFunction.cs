using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>An activation written in operations of <see cref="Variable"/>.</summary>
internal sealed record VariableFunction(
    string Title, Func<Variable<float>, Variable<float>> InFloat, Func<Variable<double>, Variable<double>> InDouble, IReadOnlyList<double> Corners) : Activation
{
    public override string Name => Title;

    public override IReadOnlyList<double> Kinks => Corners;

    public override Variable<T> Apply<T>(Variable<T> x)
    {
        object y = x switch
        {
            Variable<float> single => InFloat(single),
            Variable<double> twofold => InDouble(twofold),
            _ => throw new NotSupportedException($"the activation '{Name}' is given for float and double, not for {typeof(T).Name}."),
        };
        var result = (Variable<T>)y;
        return result.Shape == x.Shape
            ? result
            : throw new InvalidOperationException($"the activation '{Name}' turned shape {x.Shape} into {result.Shape}; an activation works on each element and keeps the shape.");
    }

    public override double Value(double x) => InDouble(Tensor.Scalar(x)).Value.Scalar;

    public override double Derivative(double x) => Derivatives.Gradient(InDouble, Tensor.Scalar(x)).Scalar;
}
