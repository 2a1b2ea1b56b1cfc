using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>How many inputs one output of a weight tensor sums over, and how many outputs one input feeds.</summary>
/// <param name="In">The fan-in, n_in.</param>
/// <param name="Out">The fan-out, n_out.</param>
/// <remarks>
/// <para>PyTorch's convention, <see cref="Of"/>: weights are stored [out, in] and [out, in / groups, kernelHeight, kernelWidth], as here, and
/// fans are counted from that shape: n_in = in / groups times the kernel's area, n_out = out times the area, whatever the groups, stride and
/// padding. With groups the true number of outputs that one input feeds is n_out / groups.</para>
/// <para>Keras's convention, <see cref="Keras"/>, and JAX's: weights are stored [kernelHeight, kernelWidth, in / groups, out], which gives the same two numbers.
/// They part on two shapes: Keras gives a bias [n] the fans n and n, which PyTorch refuses; and it stores a depthwise convolution
/// [kernelHeight, kernelWidth, in, multiplier], so that its n_in is in times the area where PyTorch's is the area.</para>
/// </remarks>
public readonly record struct Fans(int In, int Out)
{
    /// <summary>The mean of fan-in and fan-out.</summary>
    public double Average => (In + (double)Out) / 2;

    /// <summary>The area of the kernel; 1 for a matrix.</summary>
    public int Area { get; init; } = 1;

    /// <summary>The geometric mean of fan-in and fan-out.</summary>
    public double GeometricAverage => Math.Sqrt(In * (double)Out);

    /// <summary>The fans of weights [out, in, ...kernel], by PyTorch's convention.</summary>
    /// <exception cref="ArgumentException">The shape has fewer than two axes: a bias has no fans.</exception>
    public static Fans Of(Shape weights)
    {
        if (weights.Rank < 2)
            throw new ArgumentException($"fans are those of weights [out, in] or [out, in, kernelHeight, kernelWidth], got shape {weights}; a bias has none, give the fans of its weights.", nameof(weights));
        int area = weights.From(2).Size;
        return new Fans(weights[1] * area, weights[0] * area) { Area = area };
    }

    /// <summary>The fans of a tensor of a shape as Keras stores it, [...kernel, in, out], by Keras's convention.</summary>
    public static Fans Keras(Shape stored)
    {
        if (stored.Rank < 2) return new Fans(stored.Size, stored.Size);
        int area = Shape.Create(stored.AsSpan()[..^2]).Size;
        return new Fans(stored[-2] * area, stored[-1] * area) { Area = area };
    }
}
