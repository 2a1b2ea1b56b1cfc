using System.Numerics;

namespace InitLab.Primitives;

public sealed partial class RandomStream
{
    /// <summary>A tensor of independent values, uniform on [low, high).</summary>
    /// <inheritdoc cref="FillUniform"/>
    public Tensor<T> Uniform<T>(Shape shape, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensor.Make<T>(shape, span => FillUniform(span, low, high));

    /// <summary>A tensor of independent normal values.</summary>
    /// <inheritdoc cref="FillNormal"/>
    public Tensor<T> Normal<T>(Shape shape, double mean = 0, double standardDeviation = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensor.Make<T>(shape, span => FillNormal(span, mean, standardDeviation));

    /// <summary>A tensor of independent normal values conditioned on lying within bounds.</summary>
    /// <inheritdoc cref="FillTruncatedNormal"/>
    public Tensor<T> TruncatedNormal<T>(
        Shape shape, double mean = 0, double standardDeviation = 1, double lower = -2, double upper = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensor.Make<T>(shape, span => FillTruncatedNormal(span, mean, standardDeviation, lower, upper));

    /// <summary>A tensor of independent signs: +1 or -1, each with probability 1/2.</summary>
    public Tensor<T> Signs<T>(Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensor.Make<T>(shape, FillSigns);

    /// <summary>A mask: 1 with the given probability, else 0, independently.</summary>
    /// <inheritdoc cref="FillBernoulli"/>
    public Tensor<T> Bernoulli<T>(Shape shape, double probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensor.Make<T>(shape, span => FillBernoulli(span, probability));

    /// <summary>Independent whole numbers, uniform on 0 to <paramref name="below"/> - 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="below">The bound that is not reached, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or the bound below 1.</exception>
    public int[] Integers(int count, int below)
    {
        var values = new int[Check.NonNegative(count)];
        FillIntegers(values, below);
        return values;
    }
}
