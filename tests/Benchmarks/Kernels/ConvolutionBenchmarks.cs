using BenchmarkDotNet.Attributes;
using InitLab.Primitives.Kernels;

namespace Benchmarks.Kernels;

/// <summary>The three convolution maps and the pooling of LeNet-5 at batch 64.</summary>
[MemoryDiagnoser]
public class ConvolutionBenchmarks
{
    private ConvolutionGeometry geometry;
    private float[] x = [], w = [], y = [], gx = [], gw = [], pooled = [];
    private int[] argmax = [];

    [Params("first", "second")]
    public string Layer { get; set; } = "";

    private PoolingGeometry Pool => new(geometry.Batch * geometry.OutChannels, geometry.OutHeight, geometry.OutWidth, 2, 2, 2, 2, 0, 0);

    [GlobalSetup]
    public void Prepare()
    {
        geometry = Layer == "first" ? new(64, 1, 28, 28, 6, 5, 5, 1, 1, 2, 2, 1) : new(64, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0, 1);
        var random = new Random(1);
        (x, w, y) = (Inputs.Floats(random, geometry.InputLength), Inputs.Floats(random, geometry.WeightsLength), Inputs.Floats(random, geometry.OutputLength));
        (gx, gw) = (new float[geometry.InputLength], new float[geometry.WeightsLength]);
        (pooled, argmax) = (new float[Pool.OutputLength], new int[Pool.OutputLength]);
    }

    [Benchmark]
    public void Forward() => Convolution.Forward<float>(geometry, x, w, y);

    [Benchmark]
    public void BackwardInput() => Convolution.BackwardInput<float>(geometry, y, w, gx);

    [Benchmark]
    public void BackwardWeights() => Convolution.BackwardWeights<float>(geometry, x, y, gw);

    [Benchmark]
    public void MaxPool() => Pooling.MaxForward<float>(Pool, y, pooled, argmax);
}
