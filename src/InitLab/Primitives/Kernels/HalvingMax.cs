using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Kernels;

/// <summary>Maximum pooling of floats with windows of 2 by 2 side by side, the usual case, eight outputs at a time.</summary>
internal static unsafe class HalvingMax
{
    private const int Lanes = 8;

    /// <summary>Whether a pooling is of this kind and wide enough.</summary>
    public static bool Fits(in PoolingGeometry g) =>
        (g.KernelHeight, g.KernelWidth, g.StrideY, g.StrideX, g.PadY, g.PadX) == (2, 2, 2, 2, 0, 0) && g.OutWidth >= Lanes;

    /// <summary>Pools one plane; the arguments are those of the whole array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Plane(in PoolingGeometry g, int plane, float* x, float* y, int* argmax)
    {
        var (height, width) = (g.OutHeight, g.OutWidth);
        var last = width - Lanes;
        for (var i = 0; i < height; i++)
        {
            var input = (plane * g.InHeight + 2 * i) * g.InWidth;
            var output = (plane * height + i) * width;
            for (var j = 0; j < last; j += Lanes)
                Eight(x, input + 2 * j, g.InWidth, y + output + j, argmax + output + j);
            Eight(x, input + 2 * last, g.InWidth, y + output + last, argmax + output + last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(float* x, int at, int width, float* y, int* argmax)
    {
        var (upperLeft, upperRight) = Pairs(x + at);
        var (lowerLeft, lowerRight) = Pairs(x + at + width);
        var first = Vector256.CreateSequence(at, 2);
        var (best, index) = Better(upperLeft, first, upperRight, first + Vector256.Create(1));
        (best, index) = Better(best, index, lowerLeft, first + Vector256.Create(width));
        (best, index) = Better(best, index, lowerRight, first + Vector256.Create(width + 1));
        best.Store(y);
        index.Store(argmax);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Even, Vector256<float> Odd) Pairs(float* x)
    {
        var (low, high) = (Vector256.Load((ulong*)x), Vector256.Load((ulong*)x + Lanes / 2));
        return (Vector256.Narrow(low, high).AsSingle(), Vector256.Narrow(low >>> 32, high >>> 32).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Value, Vector256<int> Index) Better(Vector256<float> best, Vector256<int> index, Vector256<float> next, Vector256<int> nextIndex)
    {
        var take = Vector256.GreaterThan(next, best) | (Vector256.IsNaN(next) & ~Vector256.IsNaN(best));
        return (Vector256.ConditionalSelect(take, next, best), Vector256.ConditionalSelect(take.AsInt32(), nextIndex, index));
    }
}
