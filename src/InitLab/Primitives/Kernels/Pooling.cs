using System.Numerics;
using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>Maximum and average pooling over planes <c>[planes, height, width]</c>.</summary>
internal static unsafe class Pooling
{
    // Planes that one task does together, so that tiny planes do not cost a dispatch each.
    private const int MinElementsPerTask = 1 << 13;

    /// <summary>Takes the largest input of each window; a NaN in the window wins, the first of equals wins.</summary>
    /// <param name="g">The sizes.</param>
    /// <param name="x">Input, <c>[planes, inHeight, inWidth]</c>.</param>
    /// <param name="y">Output, <c>[planes, outHeight, outWidth]</c>.</param>
    /// <param name="argmax">For each output the flat index into <paramref name="x"/> of the input it took, shape of <paramref name="y"/>.</param>
    public static void MaxForward<T>(in PoolingGeometry g, ReadOnlySpan<T> x, Span<T> y, Span<int> argmax)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        fixed (int* pargmax = argmax)
        {
            if (typeof(T) == typeof(float) && HalvingMax.Fits(g))
                Run(g, new HalvingPlanes(g, (float*)px, (float*)py, pargmax));
            else
                Run(g, new MaxPlanes<T>(g, px, py, pargmax));
        }
    }

    /// <summary>Takes the mean of each window; padding counts as zeros, so the divisor is always the window's area.</summary>
    /// <param name="g">The sizes.</param>
    /// <param name="x">Input, <c>[planes, inHeight, inWidth]</c>.</param>
    /// <param name="y">Output, <c>[planes, outHeight, outWidth]</c>.</param>
    public static void AverageForward<T>(in PoolingGeometry g, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
            Run(g, new AveragePlanes<T>(g, px, py));
    }

    /// <summary>The adjoint of <see cref="AverageForward"/>: spreads each output's gradient evenly over its window.</summary>
    /// <param name="g">The sizes.</param>
    /// <param name="gy">Gradient of the output, <c>[planes, outHeight, outWidth]</c>.</param>
    /// <param name="gx">Gradient of the input, <c>[planes, inHeight, inWidth]</c>.</param>
    public static void AverageBackward<T>(in PoolingGeometry g, ReadOnlySpan<T> gy, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* pgy = gy, pgx = gx)
            Run(g, new SpreadPlanes<T>(g, pgy, pgx));
    }

    private static void Run<TPlanes>(in PoolingGeometry g, TPlanes planes)
        where TPlanes : struct, IParallelBody
    {
        var perTask = MinElementsPerTask / Math.Max(1, g.InHeight * g.InWidth) + 1;
        var tasks = new Tasks<TPlanes>(planes, perTask, g.Planes);
        Workers.For((g.Planes + perTask - 1) / perTask, ref tasks);
    }

    /// <summary>The rows or columns of the input that window <paramref name="i"/> covers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Start, int End) Window(int i, int stride, int pad, int kernel, int length)
    {
        var start = i * stride - pad;
        return (Math.Max(start, 0), Math.Min(start + kernel, length));
    }

    private struct Tasks<TPlanes>(TPlanes planes, int perTask, int count) : IParallelBody
        where TPlanes : struct, IParallelBody
    {
        private TPlanes planes = planes;

        public void Invoke(int index)
        {
            var end = Math.Min(count, (index + 1) * perTask);
            for (var plane = index * perTask; plane < end; plane++)
                planes.Invoke(plane);
        }
    }

    private readonly struct HalvingPlanes(PoolingGeometry g, float* x, float* y, int* argmax) : IParallelBody
    {
        public void Invoke(int plane) => HalvingMax.Plane(g, plane, x, y, argmax);
    }

    private readonly struct MaxPlanes<T>(PoolingGeometry g, T* x, T* y, int* argmax) : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int plane)
        {
            var (height, width, start) = (g.OutHeight, g.OutWidth, plane * g.InHeight * g.InWidth);
            var output = plane * height * width;
            for (var i = 0; i < height; i++)
            {
                var (top, bottom) = Window(i, g.StrideY, g.PadY, g.KernelHeight, g.InHeight);
                for (var j = 0; j < width; j++, output++)
                {
                    var (left, right) = Window(j, g.StrideX, g.PadX, g.KernelWidth, g.InWidth);
                    var best = Largest(x, start + top * g.InWidth, start + bottom * g.InWidth, g.InWidth, left, right);
                    argmax[output] = best;
                    y[output] = x[best];
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int Largest(T* x, int firstRow, int endRow, int step, int left, int right)
        {
            var best = firstRow + left;
            var value = x[best];
            for (var row = firstRow; row < endRow; row += step)
                for (var at = row + left; at < row + right; at++)
                {
                    if (x[at] <= value)
                        continue;
                    if (T.IsNaN(value))
                        return best;
                    best = at;
                    value = x[at];
                }

            return best;
        }
    }

    private readonly struct AveragePlanes<T>(PoolingGeometry g, T* x, T* y) : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int plane)
        {
            var scale = T.One / T.CreateChecked(g.KernelHeight * g.KernelWidth);
            var (height, width) = (g.OutHeight, g.OutWidth);
            var source = x + plane * g.InHeight * g.InWidth;
            var target = y + plane * height * width;
            for (var i = 0; i < height; i++)
            {
                var (top, bottom) = Window(i, g.StrideY, g.PadY, g.KernelHeight, g.InHeight);
                for (var j = 0; j < width; j++)
                {
                    var (left, right) = Window(j, g.StrideX, g.PadX, g.KernelWidth, g.InWidth);
                    var sum = T.Zero;
                    for (var r = top; r < bottom; r++)
                        for (var s = left; s < right; s++)
                            sum += source[r * g.InWidth + s];
                    *target++ = sum * scale;
                }
            }
        }
    }

    private readonly struct SpreadPlanes<T>(PoolingGeometry g, T* gy, T* gx) : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int plane)
        {
            var scale = T.One / T.CreateChecked(g.KernelHeight * g.KernelWidth);
            var (height, width) = (g.OutHeight, g.OutWidth);
            var source = gy + plane * height * width;
            var target = gx + plane * g.InHeight * g.InWidth;
            new Span<T>(target, g.InHeight * g.InWidth).Clear();
            for (var i = 0; i < height; i++)
            {
                var (top, bottom) = Window(i, g.StrideY, g.PadY, g.KernelHeight, g.InHeight);
                for (var j = 0; j < width; j++)
                {
                    var (left, right) = Window(j, g.StrideX, g.PadX, g.KernelWidth, g.InWidth);
                    var share = *source++ * scale;
                    for (var r = top; r < bottom; r++)
                        for (var s = left; s < right; s++)
                            target[r * g.InWidth + s] += share;
                }
            }
        }
    }
}
