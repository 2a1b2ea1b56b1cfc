using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Tests.TestKit;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.Layers;

public class PReluTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Negative_inputs_are_multiplied_by_the_slope_of_their_channel(bool perChannel)
    {
        Network<double> network = Nets.Of([3, 2, 4], new PRelu<double> { IsPerChannel = perChannel });
        Assert.Equal(perChannel ? 3 : 1, network.Flat.Size);
        Tensor<double> x = Draw.Apart([2, 3, 2, 4]), y = network.Predict(x);
        for (int c = 0; c < 3; c++)
        {
            double slope = network["slope"].Value[perChannel ? c : 0];
            for (int k = 0; k < 8; k++) Assert.Equal(x[1, c, k / 4, k % 4] > 0 ? x[1, c, k / 4, k % 4] : slope * x[1, c, k / 4, k % 4], y[1, c, k / 4, k % 4]);
        }
        GradientCheck.Run(network, x, h: 1e-4);
    }

    [Fact]
    public void Features_have_slopes_too_and_all_start_at_a_quarter_whatever_the_networks_initializer()
    {
        var network = new Network<double>([6, 5], new PRelu<double> { IsPerChannel = true }, Init.HeNormal, new RandomStream(1));
        Assert.Equal([0.25, 0.25, 0.25, 0.25, 0.25], network.Flat.ToArray());
        Assert.Equal(-0.5, network.Predict(Tensor.Full<double>([1, 6, 5], -2))[0, 3, 3]);
        GradientCheck.Run(network, Draw.Apart([2, 6, 5]), h: 1e-4);
    }
}
