using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Curvature;

/// <summary>The trace of an operator by random signs: E[zᵀAz] = tr A.</summary>
/// <remarks>The variance of one sample is 2 Σ_{i≠j} A_ij². Source: Hutchinson, Communications in Statistics 18, 1989.</remarks>
public static class Hutchinson1989Trace
{
    /// <summary>Estimates the trace.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="samples">How many sign vectors, one product each; at least 2, for an error.</param>
    /// <param name="stream">Where the signs come from.</param>
    public static Estimate Of<T>(LinearOperator<T> a, int samples, RandomStream stream) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new double[Check.AtLeast(samples, 2)];
        for (int i = 0; i < samples; i++)
        {
            Tensor<T> z = stream[i].Signs<T>([a.Size]);
            values[i] = double.CreateChecked(Tensor.Dot(z, a.Apply(z)));
        }
        return Estimate.FromSamples<double>(values, stream.ToString());
    }
}
