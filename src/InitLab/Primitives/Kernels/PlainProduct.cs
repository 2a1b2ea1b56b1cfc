using System.Numerics;
using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>The matrix product as three loops: the quickest for tiny sizes, and the way out for element types without vectors.</summary>
internal static unsafe class PlainProduct
{
    /// <summary>C = A B or C += A B.</summary>
    public static void Multiply<T>(Operand<T> a, Operand<T> b, T* c, nint cStep, int m, int n, int k, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The transposed product has the longer rows.
        if (n < 4 && m > n)
            Rows(b, a, c, 1, cStep, n, m, k, accumulate);
        else
            Rows(a, b, c, cStep, 1, m, n, k, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T>(Operand<T> a, Operand<T> b, T* c, nint cStep, nint cNext, int m, int n, int k, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (aStep, bStep, next) = (a.DepthStep, b.DepthStep, b.AcrossStep);
        for (var i = 0; i < m; i++)
        {
            var row = a.At(i, 0);
            var target = c + i * cStep;
            var j = 0;
            for (; j <= n - 4; j += 4, target += 4 * cNext)
                Four(row, aStep, b.At(j, 0), bStep, next, target, cNext, k, accumulate);
            for (; j < n; j++, target += cNext)
                One(row, aStep, b.At(j, 0), bStep, target, k, accumulate);
        }
    }

    // Four sums side by side hide the latency of the addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<T>(T* a, nint aStep, T* b, nint bStep, nint next, T* c, nint cNext, int k, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var left = *a;
            s0 += left * b[0];
            s1 += left * b[next];
            s2 += left * b[2 * next];
            s3 += left * b[3 * next];
        }

        c[0] = accumulate ? c[0] + s0 : s0;
        c[cNext] = accumulate ? c[cNext] + s1 : s1;
        c[2 * cNext] = accumulate ? c[2 * cNext] + s2 : s2;
        c[3 * cNext] = accumulate ? c[3 * cNext] + s3 : s3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One<T>(T* a, nint aStep, T* b, nint bStep, T* c, int k, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (; k > 0; k--, a += aStep, b += bStep)
            sum += *a * *b;
        *c = accumulate ? *c + sum : sum;
    }
}
