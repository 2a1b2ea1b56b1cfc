using InitLab.Autodiff;
using InitLab.Primitives;

namespace Benchmarks.Workloads;

/// <summary>Signals forward and gradients backward through a deep network, with the second moment of each.</summary>
internal static class Propagations
{
    private const int Depth = 100;
    private const int Width = 512;
    private const int Batch = 256;

    public static IEnumerable<Workload> All => [new("propagate-100x512", 1, 7, Deep)];

    private static Action Deep()
    {
        var stream = new RandomStream(0);
        Variable<float>[] weights = [.. Enumerable.Range(0, Depth).Select(layer => Variable.Constant(stream["weights"][layer].Normal<float>([Width, Width], 0, Math.Sqrt(2.0 / Width))))];
        var inputs = stream["inputs"].Normal<float>([Batch, Width]);
        var workspace = new Workspace<float>();
        return () =>
        {
            using var scope = workspace.Open();
            var hidden = Variable.Leaf(inputs);
            var activations = new Variable<float>[Depth];
            for (var layer = 0; layer < Depth; layer++)
                activations[layer] = hidden = Variable.Relu(Variable.MatMul(hidden, weights[layer]));
            var gradients = Derivatives.GradientValues(Variable.Sum(hidden), activations);
            SecondMoments([.. activations.Select(a => a.Value)]);
            SecondMoments(gradients);
        };
    }

    private static double[] SecondMoments(Tensor<float>[] tensors) =>
        Array.ConvertAll(tensors, t => (double)Tensor.Dot(t, t) / t.Size);
}
