using System.Numerics;
using InitLab.Autodiff;

namespace InitLab.Layers;

/// <summary>A function applied to every element: phi, its derivative, and what is known about them.</summary>
public abstract partial record Activation
{
    /// <summary>The name the field knows it by.</summary>
    public abstract string Name { get; }

    /// <summary>phi of every element of a variable, differentiable.</summary>
    public abstract Variable<T> Apply<T>(Variable<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>phi(x).</summary>
    public abstract double Value(double x);

    /// <summary>phi'(x); at a kink the value that training uses.</summary>
    public abstract double Derivative(double x);

    /// <summary>Where phi or phi' is not smooth, in increasing order; quadrature splits there.</summary>
    public virtual IReadOnlyList<double> Kinks => [];

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
