using System.Numerics;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Propagation;

public static partial class Propagation
{
    /// <summary>Foretells what <see cref="Measure{T}(Network{T}, Tensor{T}, Tensor{T}?, Pass{T}?)"/> will find, without running the network.</summary>
    /// <param name="network">The network. Its weights enter by their mean squares alone, so any initialization of the same variances gives the same prediction.</param>
    /// <param name="inputSecondMoment">The mean square of the inputs.</param>
    /// <param name="inputCosine">The cosine between two inputs.</param>
    /// <param name="isTraining">Whether dropout drops and batch normalization goes by the batch.</param>
    /// <exception cref="NotSupportedException">There is no theory here for one of its layers, which is named.</exception>
    /// <exception cref="ArithmeticException">An expectation does not exist or overflows.</exception>
    public static NetworkPrediction Predict<T>(Network<T> network, double inputSecondMoment = 1, double inputCosine = 0, bool isTraining = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double q = Check.NonNegative(inputSecondMoment);
        return Predict(network, new PredictedSignal(0, q, q * Check.InRange(inputCosine, -1, 1), network.InputShape.Rank == 3 ? 0 : q, 0, 0), isTraining);
    }

    /// <summary>Foretells from the inputs' own mean, mean square, cosine, and, for images, products of neighbouring pixels.</summary>
    /// <inheritdoc cref="Predict{T}(Network{T}, double, double, bool)"/>
    /// <param name="network">The network.</param>
    /// <param name="batch">The inputs, [inputs, ...].</param>
    /// <param name="isTraining">Whether dropout drops and batch normalization goes by the batch.</param>
    /// <remarks>Inputs of different lengths are represented by their mean square: exact for the ReLU family without biases, a good approximation where lengths are alike.</remarks>
    public static NetworkPrediction Predict<T>(Network<T> network, Tensor<T> batch, bool isTraining = false) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check.That(batch.Rank > 0 && batch.Shape.From(1) == network.InputShape, $"the network takes inputs of shape {network.InputShape} each, got {batch.Shape}.", nameof(batch));
        SignalStatistics statistics = SignalMeter<T>.Measure(batch);
        double q = statistics.SecondMoment.Value, cosine = double.IsNaN(statistics.CosineSimilarity.Value) ? 1 : statistics.CosineSimilarity.Value;
        return Predict(network, new PredictedSignal(statistics.Mean.Value, q, q * cosine, batch.Rank == 4 ? Neighbors(batch) : q, 0, 0), isTraining);
    }

    private static NetworkPrediction Predict<T>(Network<T> network, PredictedSignal input, bool isTraining) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var forward = new ForwardFlow<T>(network, isTraining);
        FlowNode<T> root = forward.Run(network.Root, input);
        PredictedGradient first = new BackwardFlow<T>(forward, isTraining).Run(root, new PredictedGradient(1, 1, 0, 0));
        var layers = new List<LayerPrediction> { new("input", "input", input, first, true) };
        bool isExact = true;
        foreach (FlowNode<T> node in root.InOrder)
        {
            isExact &= node.IsExact;
            if (!node.HandsOn) layers.Add(new LayerPrediction(node.Placement.Path, node.Placement.Layer.Kind, node.Output, node.Gradient, isExact));
        }
        return new NetworkPrediction(layers);
    }

    /// <summary>The mean product of pixels side by side and one above the other.</summary>
    private static double Neighbors<T>(Tensor<T> images) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int height = images.Shape[2], width = images.Shape[3], planes = images.Shape[0] * images.Shape[1];
        ReadOnlySpan<T> pixels = images.Span;
        double sum = 0;
        long count = 0;
        for (int row = 0; row < planes * height; row++)
            for (int column = 0; column < width; column++)
            {
                double here = double.CreateChecked(pixels[row * width + column]);
                if (column + 1 < width) (sum, count) = (sum + here * double.CreateChecked(pixels[row * width + column + 1]), count + 1);
                if ((row + 1) % height != 0) (sum, count) = (sum + here * double.CreateChecked(pixels[(row + 1) * width + column]), count + 1);
            }
        return count > 0 ? sum / count : 0;
    }
}
