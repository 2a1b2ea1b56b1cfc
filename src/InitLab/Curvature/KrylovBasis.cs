using System.Numerics;
using InitLab.Primitives;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace InitLab.Curvature;

/// <summary>The orthonormal vectors of a Lanczos iteration and the tridiagonal matrix they make of the operator.</summary>
internal sealed class KrylovBasis<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LinearOperator<T> _operator;
    private readonly List<Tensor<T>> _vectors = [];
    private readonly List<double> _diagonal = [], _offDiagonal = [];
    private Tensor<T>? _next;

    public KrylovBasis(LinearOperator<T> a, Tensor<T> start)
    {
        double length = double.CreateChecked(Tensor.Norm(start));
        Check.That(length > 0 && double.IsFinite(length), $"the first vector of a Lanczos iteration must be finite and not zero, but its norm is {length}.", nameof(start));
        _operator = a;
        _next = start * T.CreateChecked(1 / length);
    }

    /// <summary>How many vectors there are.</summary>
    public int Count => _vectors.Count;

    /// <summary>Whether the vectors span an invariant subspace: every Ritz value is then an eigenvalue.</summary>
    public bool IsExhausted => _next is null;

    /// <summary>One product more.</summary>
    public void Extend()
    {
        Tensor<T> v = _next!;
        _vectors.Add(v);
        Tensor<T> w = _operator.Apply(v);
        double size = double.CreateChecked(Tensor.Norm(w));
        _diagonal.Add(double.CreateChecked(Tensor.Dot(w, v)));
        w = Orthogonal(Orthogonal(w));
        double rest = double.CreateChecked(Tensor.Norm(w));
        double rounding = 10 * double.CreateChecked(T.BitIncrement(T.One) - T.One);
        bool ends = !(rest > rounding * Math.Max(size, Largest())) || Count == _operator.Size;
        _offDiagonal.Add(ends ? 0 : rest);
        _next = ends ? null : w * T.CreateChecked(1 / rest);
    }

    public RitzValues Ritz()
    {
        int k = Count;
        var t = Matrix<double>.Build.Dense(k, k);
        for (int i = 0; i < k; i++)
        {
            t[i, i] = _diagonal[i];
            if (i + 1 < k) t[i, i + 1] = t[i + 1, i] = _offDiagonal[i];
        }
        Evd<double> eigen = t.Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, k).OrderByDescending(i => eigen.EigenValues[i].Real)];
        return new RitzValues(
            Array.ConvertAll(order, i => eigen.EigenValues[i].Real),
            Array.ConvertAll(order, i => eigen.EigenVectors[0, i] * eigen.EigenVectors[0, i]),
            Array.ConvertAll(order, i => Math.Abs(_offDiagonal[^1] * eigen.EigenVectors[k - 1, i])),
            Matrix<double>.Build.DenseOfColumnVectors(order.Select(eigen.EigenVectors.Column)));
    }

    public Eigenpair<T> Pair(RitzValues ritz, int index)
    {
        Tensor<T> vector = Tensor.Zeros<T>([_operator.Size]);
        for (int i = 0; i < Count; i++) vector += _vectors[i] * T.CreateChecked(ritz.Vectors[i, index]);
        return new Eigenpair<T>(ritz.Values[index], ritz.Residuals[index], vector);
    }

    private double Largest() => _diagonal.Concat(_offDiagonal).Max(Math.Abs);

    private Tensor<T> Orthogonal(Tensor<T> w)
    {
        foreach (Tensor<T> v in _vectors) w -= v * Tensor.Dot(v, w);
        return w;
    }
}
