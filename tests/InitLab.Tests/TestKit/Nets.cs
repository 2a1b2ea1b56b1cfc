using InitLab.Layers;
using InitLab.Primitives;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.TestKit;

/// <summary>Small networks for tests.</summary>
internal static class Nets
{
    /// <summary>A network of one layer, all parameters drawn from a normal distribution.</summary>
    public static Network<double> Of(Shape input, params Layer<double>[] layers)
    {
        Layer<double> layer = layers.Length == 1 ? layers[0] : new Sequential<double>(layers);
        var network = new Network<double>(input, layer, Init.HeNormal, new RandomStream(3)["weights"]);
        network.Set(Draw.Normal(network.Flat.Shape, 5));
        return network;
    }

    /// <summary>The text of the error of a layer that cannot take its input.</summary>
    public static string Refusal(Shape input, Layer<double> layer) => Assert.Throws<ShapeMismatchException>(() => Of(input, layer)).Message;

    /// <summary>The output in training.</summary>
    public static Tensor<double> Train(this Network<double> network, Tensor<double> x, RandomStream? stream = null) =>
        network.Apply(x, pass: new Pass<double> { IsTraining = true, Stream = stream }).Value;

    /// <summary>Elementwise equality to a relative tolerance of the largest value.</summary>
    public static void Near(Tensor<double> expected, Tensor<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double scale = tolerance * (1 + expected.ToArray().Select(Math.Abs).DefaultIfEmpty().Max());
        for (int i = 0; i < expected.Size; i++) Assert.Equal(expected.Span[i], actual.Span[i], scale);
    }
}
