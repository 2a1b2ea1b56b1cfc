using System.Numerics;
using InitLab.Initializers;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Makes the usual networks.</summary>
public static class Network
{
    /// <summary>Layers one after another.</summary>
    /// <param name="inputShape">The shape of one input, without the batch axis.</param>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="initializer">Draws the weights of every layer that does not bring its own.</param>
    /// <param name="stream">Where the randomness comes from.</param>
    /// <exception cref="ShapeMismatchException">A layer cannot take the shape it is given.</exception>
    public static Network<T> Sequential<T>(Shape inputShape, IReadOnlyList<Layer<T>> layers, Initializer initializer, RandomStream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(inputShape, new Sequential<T>(layers), initializer, stream);

    /// <summary>A multilayer perceptron: dense layers of the given widths, the first being the input's, with an activation between them and none at the end.</summary>
    /// <exception cref="ArgumentException">There are fewer than two widths.</exception>
    public static Network<T> Mlp<T>(IReadOnlyList<int> widths, Activation activation, Initializer initializer, RandomStream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check.That(widths.Count >= 2, $"widths must name the input's width and at least one layer's, got {widths.Count}.");
        var layers = new List<Layer<T>>();
        for (int i = 1; i < widths.Count; i++)
        {
            layers.Add(new Dense<T>(widths[i]));
            if (i < widths.Count - 1) layers.Add(new Activate<T>(activation));
        }
        return Sequential([widths[0]], layers, initializer, stream);
    }

    /// <summary>LeNet-5 as it is used today: two convolutions with max pooling, then dense layers 400-120-84-classes; for images [1, 28, 28].</summary>
    /// <param name="activation">The activation after every layer with weights but the last.</param>
    /// <param name="initializer">Draws the weights.</param>
    /// <param name="stream">Where the randomness comes from.</param>
    /// <param name="classes">The number of outputs.</param>
    /// <remarks>
    /// Source: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 86 (1998), which
    /// has trained average pooling, sparse connections in the second convolution and radial-basis outputs instead.
    /// </remarks>
    public static Network<T> LeNet5<T>(Activation activation, Initializer initializer, RandomStream stream, int classes = 10)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sequential(
        [1, 28, 28],
        [
            new Conv2D<T>(6, 5) { Padding = 2 }, new Activate<T>(activation), new MaxPool2D<T>(2),
            new Conv2D<T>(16, 5), new Activate<T>(activation), new MaxPool2D<T>(2),
            new Flatten<T>(),
            new Dense<T>(120), new Activate<T>(activation),
            new Dense<T>(84), new Activate<T>(activation),
            new Dense<T>(classes),
        ],
        initializer, stream);
}
