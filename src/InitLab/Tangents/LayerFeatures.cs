using System.Numerics;
using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Tangents;

/// <summary>One layer's contribution to the tangent kernel.</summary>
internal abstract class LayerFeatures<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The layer's part of Θ between output p here and output q there: [n, m].</summary>
    public abstract Tensor<T> Block(int p, LayerFeatures<T> other, int q);

    public static LayerFeatures<T> Of(Network<T> network, Placement<T> placement, Tensor<T> input, Tensor<T>[] slopes) =>
        placement.Layer is Dense<T> dense && input.Rank == 2 ? new DenseFeatures<T>(input, slopes, dense.HasBias) : new GradientFeatures<T>(network, placement, input, slopes);
}

/// <summary>A dense layer: (h·h' + 1)(δ·δ'), the 1 being the bias.</summary>
internal sealed class DenseFeatures<T>(Tensor<T> inputs, Tensor<T>[] slopes, bool bias) : LayerFeatures<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor<T> _inputs = inputs;
    private readonly Tensor<T>[] _slopes = slopes;
    // Every output's block uses the same products of inputs.
    private (DenseFeatures<T> Other, Tensor<T> Products)? _gram;

    public override Tensor<T> Block(int p, LayerFeatures<T> other, int q)
    {
        var there = (DenseFeatures<T>)other;
        if (_gram is not { } gram || gram.Other != there)
        {
            Tensor<T> products = Tensor.MatMul(_inputs, there._inputs, transposeB: true);
            _gram = gram = (there, bias ? products + T.One : products);
        }
        return gram.Products * Tensor.MatMul(_slopes[p], there._slopes[q], transposeB: true);
    }
}

/// <summary>Any other layer: the products of the gradients by its own parameters, which are computed for each example and output.</summary>
internal sealed class GradientFeatures<T> : LayerFeatures<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // For each output, [n, parameters of the layer].
    private readonly Tensor<T>[] _gradients;

    public GradientFeatures(Network<T> network, Placement<T> placement, Tensor<T> input, Tensor<T>[] slopes)
    {
        int count = input.Shape[0];
        var rows = Array.ConvertAll(slopes, _ => new Tensor<T>[count]);
        Variable<T>[] parameters = [.. network.Parameters.Select(parameter => Variable.Constant(parameter.Value))];
        foreach (int index in placement.Parameters) parameters[index] = Variable.Leaf(parameters[index].Value);
        Variable<T>[] own = [.. placement.Parameters.Select(index => parameters[index])];
        for (int i = 0; i < count; i++)
        {
            Variable<T> output = LayerContext<T>.Run(placement, input[i..(i + 1)], parameters, Pass<T>.Evaluation);
            var sweep = new Sweep<T>([output], own);
            for (int o = 0; o < slopes.Length; o++)
                rows[o][i] = Tensor.Concat<T>(0, Array.ConvertAll(sweep.Reverse([slopes[o][i..(i + 1)]]), part => part.Value.Reshape(-1)));
        }
        _gradients = Array.ConvertAll(rows, row => Tensor.Stack<T>(row));
    }

    public override Tensor<T> Block(int p, LayerFeatures<T> other, int q) => Tensor.MatMul(_gradients[p], ((GradientFeatures<T>)other)._gradients[q], transposeB: true);
}
