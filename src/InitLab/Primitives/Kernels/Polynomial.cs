using System.Numerics;

namespace InitLab.Primitives.Kernels;

/// <summary>A polynomial, evaluated by Horner's rule.</summary>
/// <param name="coefficients">The coefficients, that of the highest power first.</param>
internal readonly struct Polynomial<T>(double[] coefficients) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _coefficients = Array.ConvertAll(coefficients, T.CreateChecked);

    public Vector<T> At(Vector<T> x)
    {
        T[] c = _coefficients;
        var sum = new Vector<T>(c[0]);
        for (int i = 1; i < c.Length; i++) sum = sum * x + new Vector<T>(c[i]);
        return sum;
    }
}
