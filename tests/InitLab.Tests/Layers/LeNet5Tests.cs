using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Tests.TestKit;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.Layers;

public class LeNet5Tests
{
    [Fact]
    public void It_has_the_published_shapes_and_number_of_parameters()
    {
        Network<float> network = Network.LeNet5<float>(Activations.Relu, Init.HeNormal, new RandomStream(1));
        Assert.Equal(61_706, network.Flat.Size);
        Assert.Equal(
            ["[6, 28, 28]", "[6, 28, 28]", "[6, 14, 14]", "[16, 10, 10]", "[16, 10, 10]", "[16, 5, 5]", "[400]", "[120]", "[120]", "[84]", "[84]", "[10]"],
            network.Root.Children.Select(child => child.OutputShape.ToString()));
        Assert.Equal([32, 10], network.Predict(new RandomStream(2).Normal<float>([32, 1, 28, 28])).Shape);
    }

    [Fact]
    public void Its_derivatives_agree_with_central_differences() =>
        GradientCheck.Run(Network.LeNet5<double>(Activations.Tanh, Init.LeCunNormal, new RandomStream(1), classes: 3), Draw.Apart([1, 1, 28, 28]), h: 1e-4);
}
