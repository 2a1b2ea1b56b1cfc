using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Tangents;
using He = InitLab.Initializers.Initializers;

namespace Benchmarks.Workloads;

/// <summary>Empirical tangent kernels.</summary>
internal static class Tangents
{
    public static IEnumerable<Workload> All =>
    [
        new("ntk-mlp-256", 1, 3, () => Kernel(stream => Network.Mlp<float>([784, 512, 512, 512, 1], Activations.Relu, He.HeNormal, stream), 256)),
        new("ntk-lenet-64-trace10", 1, 3, () => Kernel(stream => Network.LeNet5<float>(Activations.Relu, He.HeNormal, stream), 64)),
    ];

    private static Action Kernel(Func<RandomStream, Network<float>> make, int inputs)
    {
        var stream = new RandomStream(0);
        var network = make(stream["weights"]);
        var x = stream["inputs"].Normal<float>(network.InputShape.Prepend(inputs));
        return () => EmpiricalNtk.Trace(network, x);
    }
}
