using InitLab.Initializers;
using Xunit;

namespace InitLab.Tests.Initializers;

public class FansTests
{
    [Fact]
    public void Fans_are_counted_from_the_stored_shape_as_PyTorch_does()
    {
        Assert.Equal((7, 5), Numbers(Fans.Of([5, 7])));
        Assert.Equal((7 * 6, 5 * 6), Numbers(Fans.Of([5, 7, 2, 3])));
        // A grouped convolution of 8 inputs in 4 groups stores [out, 2, ...].
        Assert.Equal((2 * 9, 12 * 9), Numbers(Fans.Of([12, 2, 3, 3])));
        Assert.Equal(6, Fans.Of([5, 7, 2, 3]).Area);
        Assert.Contains("[5]", Assert.Throws<ArgumentException>(() => Fans.Of([5])).Message);
    }

    [Fact]
    public void Keras_counts_the_same_for_its_own_layout_but_also_gives_fans_to_a_bias()
    {
        Assert.Equal((7, 5), Numbers(Fans.Keras([7, 5])));
        Assert.Equal(Fans.Of([5, 7, 2, 3]), Fans.Keras([2, 3, 7, 5]));
        Assert.Equal((5, 5), Numbers(Fans.Keras([5])));
        Assert.Equal((1, 1), Numbers(Fans.Keras([])));
        // A depthwise convolution of 8 channels with multiplier 2: Keras counts all channels as inputs, PyTorch one.
        Assert.Equal((8 * 9, 2 * 9), Numbers(Fans.Keras([3, 3, 8, 2])));
        Assert.Equal((1 * 9, 16 * 9), Numbers(Fans.Of([16, 1, 3, 3])));
    }

    [Fact]
    public void Averages_are_the_arithmetic_and_the_geometric_mean()
    {
        Assert.Equal(6, new Fans(3, 9).Average);
        Assert.Equal(Math.Sqrt(27), new Fans(3, 9).GeometricAverage);
    }

    [Fact]
    public void Gains_are_PyTorchs()
    {
        Assert.Equal([1, 1, 5.0 / 3, Math.Sqrt(2), 0.75], new[] { "linear", "sigmoid", "tanh", "relu", "selu" }.Select(name => Gain.Calculate(name)));
        Assert.Equal(Math.Sqrt(2 / 1.0001), Gain.Calculate("leaky_relu"), 1e-15);
        // a = √5, as in PyTorch's default, gives 1/√3.
        Assert.Equal(1 / Math.Sqrt(3), Gain.Calculate("leaky_relu", Math.Sqrt(5)), 1e-15);
        Assert.Contains("'gelu'", Assert.Throws<ArgumentException>(() => Gain.Calculate("gelu")).Message);
    }

    private static (int In, int Out) Numbers(Fans fans) => (fans.In, fans.Out);
}
