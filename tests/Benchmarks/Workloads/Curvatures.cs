using InitLab.Autodiff;
using InitLab.Curvature;
using InitLab.Layers;
using InitLab.Primitives;
using He = InitLab.Initializers.Initializers;

namespace Benchmarks.Workloads;

/// <summary>Hessian-vector products of a small perceptron, and the density of its Hessian's spectrum.</summary>
internal static class Curvatures
{
    private const int Inputs = 2000;
    private const int Probes = 4;
    private const int Steps = 40;

    public static IEnumerable<Workload> All =>
    [
        new("hvp-mlp", 1, 5, () =>
        {
            var (stream, hessian) = Setting();
            var v = stream["direction"].Normal<float>([hessian().Size]);
            return () => hessian().Apply(v);
        }),
        new("slq-mlp-4x40", 1, 2, () =>
        {
            var (stream, hessian) = Setting();
            return () => SpectralDensity.Of(hessian(), Probes, Steps, stream["probes"]);
        }),
    ];

    private static (RandomStream Stream, Func<HessianOperator<float>> Hessian) Setting()
    {
        var stream = new RandomStream(0);
        var network = Network.Mlp<float>([784, 128, 128, 10], Activations.Relu, He.HeNormal, stream["weights"]);
        var x = stream["inputs"].Normal<float>([Inputs, 784]);
        var labels = stream["labels"].Integers(Inputs, 10);
        return (stream, () => new HessianOperator<float>(network, x, y => -Variable.Mean(Variable.Pick(Variable.LogSoftmax(y), labels))));
    }
}
