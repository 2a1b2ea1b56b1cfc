using BenchmarkDotNet.Attributes;
using InitLab.Primitives.Kernels;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Benchmarks.Kernels;

/// <summary>Square products: ours in both precisions, Math.NET's managed one, and three plain loops.</summary>
[MemoryDiagnoser]
public class ProductBenchmarks
{
    private double[] a = [], b = [], c = [];
    private float[] fa = [], fb = [], fc = [];
    private DenseMatrix left = null!, right = null!, result = null!;

    [Params(64, 256, 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        (a, b, c) = (Inputs.Doubles(random, Size * Size), Inputs.Doubles(random, Size * Size), new double[Size * Size]);
        (fa, fb, fc) = (Inputs.Floats(random, Size * Size), Inputs.Floats(random, Size * Size), new float[Size * Size]);
        (left, right, result) = (new DenseMatrix(Size, Size, [.. a]), new DenseMatrix(Size, Size, [.. b]), new DenseMatrix(Size, Size));
    }

    [Benchmark(Baseline = true)]
    public void Double() => MatrixProduct.Multiply<double>(a, false, b, false, c, Size, Size, Size);

    [Benchmark]
    public void Float() => MatrixProduct.Multiply<float>(fa, false, fb, false, fc, Size, Size, Size);

    [Benchmark]
    public void MathNetDouble() => left.Multiply(right, result);
}
