using BenchmarkDotNet.Attributes;
using InitLab.Primitives.Kernels;

namespace Benchmarks.Kernels;

/// <summary>Tiny and skinny products beside three plain loops, which they must never be slower than.</summary>
public class SkinnyProductBenchmarks
{
    private float[] a = [], b = [], c = [];
    private int rows, columns, depth;

    [Params("1x10x10", "1x512x784", "64x10x84", "4x4x4", "8x8x8", "10x1x10", "784x1x512")]
    public string Sizes { get; set; } = "";

    [Params(false, true)]
    public bool TransposeB { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        int[] sizes = [.. Sizes.Split('x').Select(int.Parse)];
        (rows, columns, depth) = (sizes[0], sizes[1], sizes[2]);
        (a, b, c) = (Inputs.Floats(random, rows * depth), Inputs.Floats(random, depth * columns), new float[rows * columns]);
    }

    [Benchmark]
    public void Ours() => MatrixProduct.Multiply<float>(a, false, b, TransposeB, c, rows, columns, depth);

    [Benchmark(Baseline = true)]
    public void PlainLoops()
    {
        var (m, n, k) = (rows, columns, depth);
        var (rowStep, columnStep) = TransposeB ? (1, k) : (n, 1);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = 0f;
                for (var p = 0; p < k; p++)
                    sum += a[i * k + p] * b[p * rowStep + j * columnStep];
                c[i * n + j] = sum;
            }
    }
}
