using System.Numerics;
using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Tangents;

/// <summary>What the tangent kernel of a network needs to know of a batch: each layer's inputs, and the derivatives of every output by each layer's outputs.</summary>
internal sealed class TangentFeatures<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<LayerFeatures<T>> _layers = [];

    private TangentFeatures(int count, int outputs) => (Count, Outputs) = (count, outputs);

    /// <summary>The number of inputs.</summary>
    public int Count { get; }

    /// <summary>The number of outputs of the network.</summary>
    public int Outputs { get; }

    public static TangentFeatures<T> Of(Network<T> network, Tensor<T> x)
    {
        var seen = new List<(Placement<T> Placement, Variable<T> Input, Variable<T> Output)>();
        // The inputs are a leaf so that every layer's output is recorded.
        Variable<T> y = network.Apply(Variable.Leaf(x), pass: new Pass<T>
        {
            Observe = (placement, input, output) =>
            {
                if (placement.Parameters.Count > 0) seen.Add((placement, input, output));
            },
        });
        var features = new TangentFeatures<T>(x.Shape[0], network.OutputShape.Size);
        Tensor<T>[][] slopes = Slopes(y, [.. seen.Select(layer => layer.Output)], features.Outputs);
        for (int i = 0; i < seen.Count; i++)
            features._layers.Add(LayerFeatures<T>.Of(network, seen[i].Placement, seen[i].Input.Value, Array.ConvertAll(slopes, slope => slope[i])));
        return features;
    }

    /// <summary>Θ between output p of these inputs and output q of the others: [n, m].</summary>
    public Tensor<T> Block(int p, TangentFeatures<T> other, int q)
    {
        Tensor<T> sum = _layers[0].Block(p, other._layers[0], q);
        for (int i = 1; i < _layers.Count; i++) sum += _layers[i].Block(p, other._layers[i], q);
        return sum;
    }

    // For every output, the derivatives of its sum over the batch: the examples do not see each other, so each row is its own example's.
    private static Tensor<T>[][] Slopes(Variable<T> y, Variable<T>[] layers, int outputs)
    {
        var sweep = new Sweep<T>([y], layers);
        return [.. Enumerable.Range(0, outputs).Select(o =>
        {
            Tensor<T> pick = Tensor.Make<T>([y.Shape[0], outputs], span =>
            {
                span.Clear();
                for (int i = o; i < span.Length; i += outputs) span[i] = T.One;
            });
            return Array.ConvertAll(sweep.Reverse([pick.Reshape(y.Shape)]), slope => slope.Value);
        })];
    }
}
