using System.Numerics;
using System.Numerics.Tensors;

namespace InitLab.Primitives.Kernels;

/// <summary>eˣ - 1 with all its digits near 0, where eˣ - 1 computed as written loses them.</summary>
internal readonly struct ExpM1Kernel<T> : IUnaryKernel<T>, IVectorMap<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Taylor's series to x¹⁴; below |x| = 1/2 the rest is under 2e-17 of the whole.
    private static readonly Polynomial<T> s_series = new([.. Enumerable.Range(1, 14).Reverse().Select(k => 1 / MathNet.Numerics.SpecialFunctions.Factorial(k))]);

    public static void Invoke(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Exp(x, y);
        VectorMap.Run<T, ExpM1Kernel<T>>(x, y);
    }

    public static Vector<T> Invoke(Vector<T> x, Vector<T> exponential) => Vector.ConditionalSelect(
        Vector.LessThan(Vector.Abs(x), Vector.Create(T.CreateChecked(0.5))), x * s_series.At(x), exponential - Vector<T>.One);
}

/// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e⁻ˡˣˡ), which neither overflows nor loses the tail.</summary>
internal readonly struct SoftplusKernel<T> : IUnaryKernel<T>, IVectorMap<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // log(1 + u) = 2 artanh s with s = u / (2 + u); for u up to 1, s² is at most 1/9, and the series to s³³ leaves 1e-17.
    private static readonly Polynomial<T> s_series = new([.. Enumerable.Range(0, 17).Reverse().Select(k => 2.0 / (2 * k + 1))]);

    public static void Invoke(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Abs(x, y);
        TensorPrimitives.Negate(y, y);
        TensorPrimitives.Exp(y, y);
        VectorMap.Run<T, SoftplusKernel<T>>(x, y);
    }

    public static Vector<T> Invoke(Vector<T> x, Vector<T> u)
    {
        Vector<T> s = u / (u + Vector.Create(T.CreateChecked(2)));
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, Vector<T>.Zero) + s * s_series.At(s * s);
    }
}
