using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>The matrix product as dot products, for a few rows or columns whose contracted index is contiguous in both operands: nothing is packed.</summary>
internal static unsafe class DotProducts<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Up to so many rows or columns of C this way is the quickest.</summary>
    public const int MaxShortSide = 3;

    // Multiply-adds that repay a dispatch, and rows or columns that one task takes.
    private const long MinParallelWork = 1 << 19;
    private const int PerTask = 64;

    /// <summary>C = A B or C += A B.</summary>
    public static void Multiply(Operand<T> a, Operand<T> b, T* c, nint cStep, int m, int n, int k, bool accumulate)
    {
        var body = new Task(a, b, c, cStep, m, n, k, accumulate);
        var tasks = (Math.Max(m, n) + PerTask - 1) / PerTask;
        if ((long)m * n * k < MinParallelWork)
            WorkerTeam.RunHere(tasks, ref body);
        else
            Workers.For(tasks, ref body);
    }

    private readonly struct Task(Operand<T> a, Operand<T> b, T* c, nint cStep, int m, int n, int k, bool accumulate) : IParallelBody
    {
        public void Invoke(int index)
        {
            var (first, end) = (index * PerTask, Math.Min(Math.Max(m, n), (index + 1) * PerTask));
            var (i0, i1) = m > n ? (first, end) : (0, m);
            var (j0, j1) = m > n ? (0, n) : (first, end);
            for (var i = i0; i < i1; i++)
                for (var j = j0; j < j1; j++)
                {
                    var target = c + i * cStep + j;
                    var dot = Dot(a.At(i, 0), b.At(j, 0), k);
                    *target = accumulate ? TSimd.AddScalar(*target, dot) : dot;
                }
        }
    }

    // Four sums side by side hide the latency of the multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot(T* x, T* y, int k)
    {
        TVector s0 = default, s1 = default, s2 = default, s3 = default;
        var (width, p) = (TSimd.Width, 0);
        for (; p <= k - 4 * width; p += 4 * width)
        {
            s0 = TSimd.MultiplyAdd(TSimd.Load(x + p), TSimd.Load(y + p), s0);
            s1 = TSimd.MultiplyAdd(TSimd.Load(x + p + width), TSimd.Load(y + p + width), s1);
            s2 = TSimd.MultiplyAdd(TSimd.Load(x + p + 2 * width), TSimd.Load(y + p + 2 * width), s2);
            s3 = TSimd.MultiplyAdd(TSimd.Load(x + p + 3 * width), TSimd.Load(y + p + 3 * width), s3);
        }

        for (; p <= k - width; p += width)
            s0 = TSimd.MultiplyAdd(TSimd.Load(x + p), TSimd.Load(y + p), s0);
        var sum = TSimd.Sum(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
        for (; p < k; p++)
            sum = TSimd.MultiplyAddScalar(x[p], y[p], sum);
        return sum;
    }
}
