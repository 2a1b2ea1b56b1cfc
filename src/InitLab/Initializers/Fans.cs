using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>How many inputs one output of a weight tensor sums over, and how many outputs one input feeds.</summary>
/// <param name="In">The fan-in, n_in.</param>
/// <param name="Out">The fan-out, n_out.</param>
/// <remarks>
/// Weights are stored [out, in] and [out, in / groups, kernelHeight, kernelWidth], as PyTorch stores them; its fans are counted from
/// that shape: n_in = in / groups times the kernel's area, n_out = out times the area, whatever the groups, stride and padding. Keras stores
/// [kernelHeight, kernelWidth, in, out] and counts the same two numbers for an ordinary convolution.
/// </remarks>
public readonly record struct Fans(int In, int Out)
{
    /// <summary>The mean of fan-in and fan-out.</summary>
    public double Average => (In + (double)Out) / 2;

    /// <summary>The fans of weights [out, in, ...kernel].</summary>
    /// <exception cref="ArgumentException">The shape has fewer than two axes: a bias has no fans.</exception>
    public static Fans Of(Shape weights)
    {
        if (weights.Rank < 2)
            throw new ArgumentException($"fans are those of weights [out, in] or [out, in, kernelHeight, kernelWidth], got shape {weights}; a bias has none, give the fans of its weights.", nameof(weights));
        int area = weights.From(2).Size;
        return new Fans(weights[1] * area, weights[0] * area);
    }
}
