using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Tests.TestKit;

/// <summary>Networks of random shape and make, for properties that must hold for all of them.</summary>
internal sealed class RandomNetwork
{
    private readonly RandomStream _stream;
    private int _draws;

    private RandomNetwork(int seed) => _stream = new RandomStream(seed);

    /// <summary>The network, and a batch of inputs for it.</summary>
    public static (Network<double> Network, Tensor<double> Inputs) Make(int seed)
    {
        var random = new RandomNetwork(seed);
        bool isImage = random.Below(2) == 1;
        Shape input = isImage ? [random.Between(1, 3), random.Between(5, 7), random.Between(5, 7)] : [random.Between(1, 6)];
        List<Layer<double>> layers = isImage ? [.. random.ImageLayers(input[0]), new Flatten<double>()] : [];
        layers.AddRange(random.FeatureLayers());
        Network<double> network = Nets.Of(input, [.. layers]);
        // Weights of the size of an initialized network's, lest nothing be left of the derivatives where activations saturate.
        network.Set(Draw.Normal(network.Flat.Shape, seed) * 0.4);
        return (network, Draw.Normal(input.Prepend(random.Between(1, 4)), seed + 1));
    }

    private int Below(int count) => _stream["choice"][_draws++].Integers(1, count)[0];

    private int Between(int low, int high) => low + Below(high - low + 1);

    private Activate<double> Activation() => new(Activations.All[Below(Activations.All.Count)]);

    private IEnumerable<Layer<double>> FeatureLayers()
    {
        int width = Between(1, 5);
        yield return new Dense<double>(width, bias: Below(2) == 1);
        yield return Activation();
        for (int i = Below(3); i > 0; i--)
            yield return Below(4) switch
            {
                0 => new Residual<double>([new Dense<double>(3), Activation(), new Dense<double>(width)]) { BranchScale = 0.5 },
                1 => new Parallel<double>([new Dense<double>(width), new Sequential<double>([Activation(), new Dense<double>(width)])]),
                2 => new LayerNorm<double>(),
                _ => new PRelu<double> { IsPerChannel = true },
            };
        yield return new Dense<double>(Between(1, 4));
    }

    private IEnumerable<Layer<double>> ImageLayers(int channels)
    {
        int groups = Below(2) == 1 ? channels : 1;
        yield return new Conv2D<double>(2 * channels, (Between(1, 3), Between(1, 3))) { Padding = Padding.Same, Groups = groups, Stride = Between(1, 2) };
        yield return Activation();
        yield return Below(3) switch
        {
            0 => new MaxPool2D<double>(2),
            1 => new AveragePool2D<double>((2, 1)),
            _ => new InstanceNorm<double>(),
        };
        yield return new Parallel<double>([new Conv2D<double>(2, 1), Activation()], Joining.Concatenation);
    }
}
