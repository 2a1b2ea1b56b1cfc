using System.Numerics;

namespace InitLab.Primitives.Kernels;

/// <summary>Maximum and average pooling over planes <c>[planes, height, width]</c>.</summary>
internal static class Pooling
{
    /// <summary>Takes the largest input of each window; a NaN in the window wins, the first of equals wins.</summary>
    /// <param name="g">The sizes.</param>
    /// <param name="x">Input, <c>[planes, inHeight, inWidth]</c>.</param>
    /// <param name="y">Output, <c>[planes, outHeight, outWidth]</c>.</param>
    /// <param name="argmax">For each output the flat index into <paramref name="x"/> of the input it took, shape of <paramref name="y"/>.</param>
    public static void MaxForward<T>(in PoolingGeometry g, ReadOnlySpan<T> x, Span<T> y, Span<int> argmax)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int output = 0, plane = 0; plane < g.Planes; plane++)
            for (var i = 0; i < g.OutHeight; i++)
                for (var j = 0; j < g.OutWidth; j++, output++)
                {
                    var best = LargestInWindow(g, x, plane, i, j);
                    argmax[output] = best;
                    y[output] = x[best];
                }
    }

    /// <summary>Takes the mean of each window; padding counts as zeros, so the divisor is always the window's area.</summary>
    /// <param name="g">The sizes.</param>
    /// <param name="x">Input, <c>[planes, inHeight, inWidth]</c>.</param>
    /// <param name="y">Output, <c>[planes, outHeight, outWidth]</c>.</param>
    public static void AverageForward<T>(in PoolingGeometry g, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = T.One / T.CreateChecked(g.KernelHeight * g.KernelWidth);
        for (int output = 0, plane = 0; plane < g.Planes; plane++)
            for (var i = 0; i < g.OutHeight; i++)
                for (var j = 0; j < g.OutWidth; j++, output++)
                {
                    var (top, bottom, left, right) = Window(g, i, j);
                    var sum = T.Zero;
                    for (var r = top; r < bottom; r++)
                        for (var s = left; s < right; s++)
                            sum += x[(plane * g.InHeight + r) * g.InWidth + s];
                    y[output] = sum * scale;
                }
    }

    /// <summary>The adjoint of <see cref="AverageForward"/>: spreads each output's gradient evenly over its window.</summary>
    /// <param name="g">The sizes.</param>
    /// <param name="gy">Gradient of the output, <c>[planes, outHeight, outWidth]</c>.</param>
    /// <param name="gx">Gradient of the input, <c>[planes, inHeight, inWidth]</c>.</param>
    public static void AverageBackward<T>(in PoolingGeometry g, ReadOnlySpan<T> gy, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gx[..g.InputLength].Clear();
        var scale = T.One / T.CreateChecked(g.KernelHeight * g.KernelWidth);
        for (int output = 0, plane = 0; plane < g.Planes; plane++)
            for (var i = 0; i < g.OutHeight; i++)
                for (var j = 0; j < g.OutWidth; j++, output++)
                {
                    var (top, bottom, left, right) = Window(g, i, j);
                    var share = gy[output] * scale;
                    for (var r = top; r < bottom; r++)
                        for (var s = left; s < right; s++)
                            gx[(plane * g.InHeight + r) * g.InWidth + s] += share;
                }
    }

    private static int LargestInWindow<T>(in PoolingGeometry g, ReadOnlySpan<T> x, int plane, int i, int j)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (top, bottom, left, right) = Window(g, i, j);
        var best = (plane * g.InHeight + top) * g.InWidth + left;
        for (var r = top; r < bottom; r++)
            for (var s = left; s < right; s++)
            {
                var at = (plane * g.InHeight + r) * g.InWidth + s;
                if (x[at] > x[best] || (T.IsNaN(x[at]) && !T.IsNaN(x[best])))
                    best = at;
            }

        return best;
    }

    private static (int Top, int Bottom, int Left, int Right) Window(in PoolingGeometry g, int i, int j)
    {
        var (top, left) = (i * g.StrideY - g.PadY, j * g.StrideX - g.PadX);
        return (Math.Max(top, 0), Math.Min(top + g.KernelHeight, g.InHeight), Math.Max(left, 0), Math.Min(left + g.KernelWidth, g.InWidth));
    }
}
