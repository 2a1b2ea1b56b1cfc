using InitLab.Primitives;

namespace InitLab.Tests.TestKit;

/// <summary>Test data from fixed seeds.</summary>
internal static class Draw
{
    /// <summary>Standard normal values.</summary>
    public static Tensor<double> Normal(Shape shape, long seed = 1) => new RandomStream(seed)["test data"].Normal<double>(shape);

    /// <summary>
    /// Values in random order that lie at least half a unit from each other and a quarter from zero: a difference step crosses no kink
    /// and changes no maximum.
    /// </summary>
    public static Tensor<double> Apart(Shape shape, long seed = 1)
    {
        int[] order = new RandomStream(seed)["test order"].Permutation(shape.Size);
        return Tensor.From<double>([.. order.Select(i => 0.5 * (i - shape.Size / 2) + 0.25)], shape) * (4.0 / Math.Max(shape.Size, 4));
    }
}
