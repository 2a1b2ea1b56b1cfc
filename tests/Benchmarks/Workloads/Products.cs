using System.Numerics;
using InitLab.Primitives;

namespace Benchmarks.Workloads;

/// <summary>Square matrix products.</summary>
internal static class Products
{
    public static IEnumerable<Workload> All =>
    [
        new("gemm-f32-256", 100, 9, () => Square<float>(256)),
        new("gemm-f32-1024", 5, 9, () => Square<float>(1024)),
        new("gemm-f64-256", 100, 9, () => Square<double>(256)),
        new("gemm-f64-1024", 5, 9, () => Square<double>(1024)),
    ];

    private static Action Square<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = new RandomStream(0);
        Tensor<T> a = stream["a"].Normal<T>([n, n]), b = stream["b"].Normal<T>([n, n]);
        var workspace = new Workspace<T>();
        return () =>
        {
            using var scope = workspace.Open();
            Tensor.MatMul(a, b);
        };
    }
}
