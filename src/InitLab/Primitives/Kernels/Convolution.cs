using System.Numerics;

namespace InitLab.Primitives.Kernels;

/// <summary>Convolution and its two adjoints, all batch first: input <c>[batch, in, height, width]</c>, weights <c>[out, in / groups, kernelHeight, kernelWidth]</c>, output <c>[batch, out, outHeight, outWidth]</c>.</summary>
/// <remarks>The three are one trilinear form contracted with two of its three arguments, so each one's derivatives are the other two.</remarks>
internal static class Convolution
{
    /// <summary>y[b, o, i, j] = sum over c, u, v of w[o, c, u, v] x[b, c, i stride + u - pad, j stride + v - pad].</summary>
    public static void Forward<T>(in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y[..g.OutputLength].Clear();
        foreach (var (input, weight, output) in new Terms(g))
            y[output] += w[weight] * x[input];
    }

    /// <summary>gx[b, c, i stride + u - pad, j stride + v - pad] = sum of w[o, c, u, v] gy[b, o, i, j].</summary>
    public static void BackwardInput<T>(in ConvolutionGeometry g, ReadOnlySpan<T> gy, ReadOnlySpan<T> w, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gx[..g.InputLength].Clear();
        foreach (var (input, weight, output) in new Terms(g))
            gx[input] += w[weight] * gy[output];
    }

    /// <summary>gw[o, c, u, v] = sum over b, i, j of gy[b, o, i, j] x[b, c, i stride + u - pad, j stride + v - pad].</summary>
    public static void BackwardWeights<T>(in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> gy, Span<T> gw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gw[..g.WeightsLength].Clear();
        foreach (var (input, weight, output) in new Terms(g))
            gw[weight] += gy[output] * x[input];
    }

    private readonly struct Terms(ConvolutionGeometry g)
    {
        public IEnumerator<(int Input, int Weight, int Output)> GetEnumerator()
        {
            for (var b = 0; b < g.Batch; b++)
                for (var o = 0; o < g.OutChannels; o++)
                    for (var c = 0; c < g.GroupInChannels; c++)
                        for (var u = 0; u < g.KernelHeight; u++)
                            for (var v = 0; v < g.KernelWidth; v++)
                            {
                                var weight = ((o * g.GroupInChannels + c) * g.KernelHeight + u) * g.KernelWidth + v;
                                var plane = b * g.InChannels + o / g.GroupOutChannels * g.GroupInChannels + c;
                                for (var i = 0; i < g.OutHeight; i++)
                                    for (var j = 0; j < g.OutWidth; j++)
                                    {
                                        var (row, column) = (i * g.StrideY + u - g.PadY, j * g.StrideX + v - g.PadX);
                                        if (row >= 0 && row < g.InHeight && column >= 0 && column < g.InWidth)
                                            yield return ((plane * g.InHeight + row) * g.InWidth + column, weight, ((b * g.OutChannels + o) * g.OutHeight + i) * g.OutWidth + j);
                                    }
                            }
        }
    }
}
