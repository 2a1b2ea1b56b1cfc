using System.Numerics;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Propagation;

/// <summary>The mean square of the gradients by every layer's input from that by its output.</summary>
/// <remarks>As usual in mean-field theory, gradients are taken as independent of the forward signal; the sum over a layer's inputs of their squares is then known.</remarks>
internal sealed class BackwardFlow<T>(ForwardFlow<T> forward, bool isTraining) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Notes the gradient by a layer's output, and tells that by its input.</summary>
    public PredictedGradient Run(FlowNode<T> node, PredictedGradient g)
    {
        node.Gradient = g;
        Placement<T> place = node.Placement;
        double outputs = place.OutputShape.Size, inputs = place.InputShape.Size;
        return place.Layer switch
        {
            Sequential<T> => Chain(node, g),
            Dense<T> => Weighted(node, g, forward.Average(place, 0) * place.OutputShape[-1]),
            Conv2D<T> conv => Weighted(node, g, forward.Average(place, 0) * forward.FanIn(place) * ForwardFlow<T>.Coverage(place, conv) * outputs / inputs),
            Activate<T> activate => Activated(node, g, activate.Activation),
            PRelu<T> => Activated(node, g, new LeakyRelu(forward.Average(place, 0, square: false))),
            AveragePool2D<T> pool => Scaled(g, outputs / inputs / (pool.Window.Height * pool.Window.Width)),
            GlobalAveragePool<T> => Scaled(g, Math.Pow(outputs / inputs, 2)),
            MaxPool2D<T> pool => Chosen(node, Scaled(g, outputs / inputs), pool.Window.Height * pool.Window.Width),
            Dropout<T> dropout => isTraining ? g with { SecondMoment = g.SecondMoment / (1 - dropout.Rate) } : g,
            LayerNorm<T> norm => Normalized(node, g, node.Input.SecondMoment - node.Input.Mean * node.Input.Mean, norm),
            BatchNorm<T> norm => isTraining ? Normalized(node, Centred(g), node.Input.SecondMoment - node.Input.CrossMoment, norm) : g,
            Residual<T> residual => Bypassed(node, g, residual),
            Parallel<T> => Add([.. node.Children.Select(child => Run(child, g))]),
            _ => g,
        };
    }

    private PredictedGradient Chain(FlowNode<T> node, PredictedGradient g)
    {
        for (int i = node.Children.Count - 1; i >= 0; i--) g = Run(node.Children[i], g);
        return g;
    }

    private static PredictedGradient Weighted(FlowNode<T> node, PredictedGradient g, double gain) =>
        new(gain * g.SecondMoment, gain * g.CrossMoment, g.Spread, g.Spread + 2.0 / Units(node.Placement.InputShape));

    private static PredictedGradient Activated(FlowNode<T> node, PredictedGradient g, Activation activation)
    {
        var moments = new GaussianMoments(activation);
        double q = node.Input.SecondMoment, slope = moments.SlopeSquare(q), shared = moments.SlopeProduct(q, q, Math.Clamp(node.Input.CosineSimilarity, -1, 1));
        double fourth = GaussianExpectation.Of(z => Math.Pow(activation.Derivative(z), 4), q, kinks: [.. activation.Kinks]).Value;
        double own = slope > 0 ? (3 * fourth / (slope * slope) - 1) / Units(node.Placement.InputShape) : 0;
        double aligned = q > 0 ? GaussianExpectation.Of(z => activation.Derivative(z) * z, q, kinks: [.. activation.Kinks]).Value / Math.Sqrt(q) : 0;
        return new PredictedGradient(slope * g.SecondMoment, shared * g.CrossMoment, g.CarriedSpread, g.CarriedSpread + own) { Alignment = aligned * aligned * g.CrossMoment };
    }

    private PredictedGradient Normalized(FlowNode<T> node, PredictedGradient g, double variance, Normalization<T> norm) =>
        Scaled(g, (norm.IsAffine ? forward.Average(node.Placement, 0) : 1) / (variance + norm.Epsilon));

    private PredictedGradient Bypassed(FlowNode<T> node, PredictedGradient g, Residual<T> residual)
    {
        double scale = forward.BranchScale(node.Placement, residual);
        PredictedGradient body = Run(node.Children[0], Scaled(g, scale * scale));
        return Add([body, residual.Shortcut is null ? g : Run(node.Children[1], g)]);
    }

    // Two inputs share a gradient only where both have their maximum at one place; those of different inputs are taken as independent.
    private static PredictedGradient Chosen(FlowNode<T> node, PredictedGradient g, int places) =>
        node.Input.CosineSimilarity >= 1 - 1e-9 ? g : g with { CrossMoment = g.CrossMoment / places };

    private static PredictedGradient Scaled(PredictedGradient g, double factor) => g with { SecondMoment = factor * g.SecondMoment, CrossMoment = factor * g.CrossMoment };

    // The batch's mean and scale do not matter to what batch normalization makes of it, so no gradient moves them.
    private static PredictedGradient Centred(PredictedGradient g) =>
        g with { SecondMoment = g.SecondMoment - g.CrossMoment - g.Alignment, CrossMoment = 0, Alignment = 0 };

    private static PredictedGradient Add(PredictedGradient[] parts)
    {
        double sum = parts.Sum(part => part.SecondMoment);
        double Spread(Func<PredictedGradient, double> part) => sum > 0 ? parts.Sum(g => Math.Pow(g.SecondMoment / sum, 2) * part(g)) : 0;
        return new PredictedGradient(sum, parts.Sum(part => part.CrossMoment), Spread(g => g.CarriedSpread), Spread(g => g.Spread));
    }

    private static int Units(Shape shape) => shape.Rank == 3 ? shape[0] : shape[-1];
}
