using System.Numerics;
using InitLab.Primitives;
using MathNet.Numerics.LinearAlgebra;

namespace InitLab.Curvature;

/// <summary>How to run the Lanczos iteration.</summary>
public sealed record LanczosOptions
{
    /// <summary>The most products with a vector; 80 by default.</summary>
    public int Steps { get; init => field = Check.Positive(value); } = 80;

    /// <summary>Stop when every wanted eigenpair has a residual below this times the largest |eigenvalue|; 1e-4 by default. 0 always takes all steps.</summary>
    public double Tolerance { get; init => field = Check.NonNegative(value); } = 1e-4;
}

/// <summary>An eigenvalue and what is known about it.</summary>
/// <param name="Value">The Ritz value θ.</param>
/// <param name="Residual">‖A v - θ v‖: an eigenvalue of the operator lies within this distance of θ.</param>
/// <param name="Vector">The Ritz vector v, of length 1, [Size].</param>
public sealed record Eigenpair<T>(double Value, double Residual, Tensor<T> Vector) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The Lanczos iteration: a small tridiagonal matrix whose eigenvalues approach the extreme ones of a large operator.</summary>
/// <remarks>
/// A V = V T + β e vᵀ. Every new vector is orthogonalized twice against all before ("twice is enough": Parlett, The Symmetric Eigenvalue Problem, SIAM 1998,
/// section 6.9), so no eigenvalue appears twice. The residual of a Ritz pair is |β_k s_k|, s_k the last entry of its eigenvector of T.
/// </remarks>
public static class Lanczos
{
    /// <summary>The algebraically largest eigenpairs, largest first.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">Where the first vector comes from.</param>
    /// <param name="options">Steps and tolerance.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public static IReadOnlyList<Eigenpair<T>> Largest<T>(LinearOperator<T> a, int count, RandomStream stream, LanczosOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check.InRange(count, 1, a.Size);
        options ??= new LanczosOptions();
        var basis = new KrylovBasis<T>(a, stream.Normal<T>([a.Size]));
        int most = Math.Min(options.Steps, a.Size);
        while (basis.Count < most && !basis.IsExhausted)
        {
            basis.Extend();
            if (basis.Count >= 2 * count && basis.Count % 5 == 0 && basis.Ritz().Converged(count, options.Tolerance)) break;
        }
        RitzValues ritz = basis.Ritz();
        return [.. Enumerable.Range(0, Math.Min(count, basis.Count)).Select(i => basis.Pair(ritz, i))];
    }

    /// <summary>The Ritz values of exactly so many steps from a given vector, with their weights: the nodes of a Gauss quadrature of the operator's spectrum.</summary>
    internal static RitzValues Quadrature<T>(LinearOperator<T> a, Tensor<T> start, int steps) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var basis = new KrylovBasis<T>(a, start);
        while (basis.Count < Math.Min(steps, a.Size) && !basis.IsExhausted) basis.Extend();
        return basis.Ritz();
    }
}

/// <summary>The eigenvalues of a Lanczos tridiagonal matrix, largest first.</summary>
/// <param name="Values">The Ritz values.</param>
/// <param name="Weights">The squares of the first entries of the eigenvectors: they sum to 1.</param>
/// <param name="Residuals">The residuals.</param>
/// <param name="Vectors">The eigenvectors of the tridiagonal matrix, one a column.</param>
internal sealed record RitzValues(double[] Values, double[] Weights, double[] Residuals, Matrix<double> Vectors)
{
    public bool Converged(int count, double tolerance)
    {
        double size = Values.Max(Math.Abs);
        return Enumerable.Range(0, count).All(i => Residuals[i] <= tolerance * size);
    }
}
