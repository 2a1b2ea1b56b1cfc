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
}
