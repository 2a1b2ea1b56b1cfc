using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Curvature;

/// <summary>How the eigenvalues of an operator are spread, by stochastic Lanczos quadrature.</summary>
/// <param name="Size">The number of eigenvalues.</param>
/// <param name="Probes">For each random vector the nodes of its quadrature, largest first, with weights that sum to 1.</param>
/// <remarks>
/// For a random vector z of length 1, Σᵢ (uᵢᵀz)² δ(λ - λᵢ) has the expectation (1/n) Σᵢ δ(λ - λᵢ), the density of the spectrum; k steps of Lanczos from z
/// integrate it exactly against polynomials up to degree 2k - 1. Details finer than about the range of the spectrum divided by k are not resolved.
/// Sources: Lin, Saad, Yang, Approximating Spectral Densities of Large Matrices, SIAM Review 58, 2016; Ghorbani et al., ICML 2019.
/// </remarks>
public sealed record SpectralDensity(int Size, IReadOnlyList<IReadOnlyList<(double Value, double Weight)>> Probes)
{
    /// <summary>Runs the quadrature.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="probes">How many random vectors; at least 2, for an error.</param>
    /// <param name="steps">Lanczos steps, and products, for each.</param>
    /// <param name="stream">Where the vectors come from.</param>
    /// <param name="cancellation">Stops between two vectors.</param>
    public static SpectralDensity Of<T>(LinearOperator<T> a, int probes, int steps, RandomStream stream, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check.AtLeast(probes, 2);
        Check.Positive(steps);
        var all = new List<IReadOnlyList<(double, double)>>();
        for (int i = 0; i < probes; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            RitzValues ritz = Lanczos.Quadrature(a, stream[i].Signs<T>([a.Size]), steps);
            all.Add([.. ritz.Values.Zip(ritz.Weights)]);
        }
        return new SpectralDensity(a.Size, all);
    }

    /// <summary>The smallest and the largest node.</summary>
    public (double Low, double High) Range => (Probes.Min(probe => probe[^1].Value), Probes.Max(probe => probe[0].Value));

    /// <summary>The mean of a function over the eigenvalues: (1/n) Σᵢ f(λᵢ), with the error over probes.</summary>
    public Estimate Mean(Func<double, double> function) => Estimate.FromSamples<double>([.. Probes.Select(probe => probe.Sum(node => node.Weight * function(node.Value)))]);

    /// <summary>The density at a value, every node widened to a normal curve of a standard deviation.</summary>
    /// <param name="value">Where.</param>
    /// <param name="width">The standard deviation: the resolution, which should not be below <see cref="Resolution"/>.</param>
    public Estimate At(double value, double width)
    {
        Check.Positive(width);
        return Mean(node => Math.Exp(-0.5 * Math.Pow((value - node) / width, 2)) / (width * Math.Sqrt(2 * Math.PI)));
    }

    /// <summary>The finest detail that the quadrature can show: the range divided by the number of nodes.</summary>
    public double Resolution => (Range.High - Range.Low) / Probes.Max(probe => probe.Count);
}
