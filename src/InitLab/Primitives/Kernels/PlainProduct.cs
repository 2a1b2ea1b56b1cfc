using System.Numerics;
using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>The matrix product as three loops: the quickest for tiny sizes, and the way out for element types without vectors.</summary>
internal static unsafe class PlainProduct
{
    /// <summary>C = A B or C += A B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(Operand<T> a, Operand<T> b, T* c, nint cStep, int m, int n, int k, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = Dot(a.At(i, 0), a.DepthStep, b.At(j, 0), b.DepthStep, k);
                c[i * cStep + j] = accumulate ? c[i * cStep + j] + sum : sum;
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot<T>(T* a, nint aStep, T* b, nint bStep, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (; k > 0; k--, a += aStep, b += bStep)
            sum += *a * *b;
        return sum;
    }
}
