using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Kernels;

/// <summary>Convolution and its two adjoints, all batch first: input <c>[batch, in, height, width]</c>, weights <c>[out, in / groups, kernelHeight, kernelWidth]</c>, output <c>[batch, out, outHeight, outWidth]</c>.</summary>
/// <remarks>The three are one trilinear form contracted with two of its three arguments, so each one's derivatives are the other two.</remarks>
internal static unsafe class Convolution
{
    // Parts of the batch whose weight gradients are summed apart: enough for many cores, each long enough to repay its last sums, few enough to fit the memory.
    private const int MaxParts = 16;
    private const int ImagesPerPart = 8;
    private const long MaxPartialElements = 1 << 23;

    /// <summary>y[b, o, i, j] = sum over c, u, v of w[o, c, u, v] x[b, c, i stride + u - pad, j stride + v - pad].</summary>
    public static void Forward<T>(in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Forward(SimdWidths.Best, g, x, w, y);

    /// <summary>gx[b, c, i stride + u - pad, j stride + v - pad] = sum of w[o, c, u, v] gy[b, o, i, j].</summary>
    public static void BackwardInput<T>(in ConvolutionGeometry g, ReadOnlySpan<T> gy, ReadOnlySpan<T> w, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BackwardInput(SimdWidths.Best, g, gy, w, gx);

    /// <summary>gw[o, c, u, v] = sum over b, i, j of gy[b, o, i, j] x[b, c, i stride + u - pad, j stride + v - pad].</summary>
    public static void BackwardWeights<T>(in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> gy, Span<T> gw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BackwardWeights(SimdWidths.Best, g, x, gy, gw);

    /// <summary><see cref="Forward{T}(in ConvolutionGeometry, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/> with a chosen register width.</summary>
    internal static void Forward<T>(SimdWidth width, in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AssertLengths(g, x, w, y);
        fixed (T* px = x, pw = w, py = y)
        {
            if (HasTile<T>(width, g))
                Correlate(width, g.Batch, g.Groups, new PaddedImage(g.GroupInChannels, g.InHeight, g.InWidth, g.PadY, g.PadX), g.KernelHeight, g.KernelWidth, g.GroupOutChannels, px, pw, py);
            else
                UnrolledConvolution<T>.Forward(g, px, pw, py);
        }
    }

    /// <summary><see cref="BackwardInput{T}(in ConvolutionGeometry, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/> with a chosen register width.</summary>
    internal static void BackwardInput<T>(SimdWidth width, in ConvolutionGeometry g, ReadOnlySpan<T> gy, ReadOnlySpan<T> w, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AssertLengths(g, gx, w, gy);
        fixed (T* pgy = gy, pw = w, pgx = gx)
        {
            if (HasTile<T>(width, g))
            {
                var turned = Scratch.Get<T>(Scratch.Use.Weights, g.WeightsLength);
                Turn(g, pw, turned);
                var image = new PaddedImage(g.GroupOutChannels, g.OutHeight, g.OutWidth, g.KernelHeight - 1 - g.PadY, g.KernelWidth - 1 - g.PadX);
                Correlate(width, g.Batch, g.Groups, image, g.KernelHeight, g.KernelWidth, g.GroupInChannels, pgy, turned, pgx);
            }
            else
            {
                UnrolledConvolution<T>.BackwardInput(g, pgy, pw, pgx);
            }
        }
    }

    /// <summary><see cref="BackwardWeights{T}(in ConvolutionGeometry, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/> with a chosen register width.</summary>
    internal static void BackwardWeights<T>(SimdWidth width, in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> gy, Span<T> gw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AssertLengths(g, x, gw, gy);
        var length = g.WeightsLength;
        var parts = (int)Math.Clamp(MaxPartialElements / Math.Max(length, 1), 1, Math.Clamp(g.Batch / ImagesPerPart, 1, MaxParts));
        var partials = Scratch.Get<T>(Scratch.Use.Partials, (long)parts * length);
        new Span<T>(partials, length).Clear();
        fixed (T* px = x, pgy = gy)
        {
            switch (HasTile<T>(width, g) ? width : SimdWidth.None)
            {
                case SimdWidth.Bits512: CorrelationWeights<Simd512<T>, Vector512<T>, T>.Run(g, parts, px, pgy, partials); break;
                case SimdWidth.Bits256: CorrelationWeights<Simd256<T>, Vector256<T>, T>.Run(g, parts, px, pgy, partials); break;
                case SimdWidth.Bits128: CorrelationWeights<Simd128<T>, Vector128<T>, T>.Run(g, parts, px, pgy, partials); break;
                default: UnrolledConvolution<T>.BackwardWeights(g, parts, px, pgy, partials); break;
            }
        }

        new Span<T>(partials, length).CopyTo(gw);
        for (var part = 1; part < parts; part++)
            for (var i = 0; i < length; i++)
                gw[i] += partials[(long)part * length + i];
    }

    private static void Correlate<T>(SimdWidth width, int batch, int groups, PaddedImage image, int kernelHeight, int kernelWidth, int outChannels, T* x, T* w, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (width)
        {
            case SimdWidth.Bits512: Correlation<Simd512<T>, Vector512<T>, T>.Run(batch, groups, image, kernelHeight, kernelWidth, outChannels, x, w, y); break;
            case SimdWidth.Bits256: Correlation<Simd256<T>, Vector256<T>, T>.Run(batch, groups, image, kernelHeight, kernelWidth, outChannels, x, w, y); break;
            default: Correlation<Simd128<T>, Vector128<T>, T>.Run(batch, groups, image, kernelHeight, kernelWidth, outChannels, x, w, y); break;
        }
    }

    // The adjoint of a correlation is the correlation with each kernel turned by half a turn and input and output channels exchanged.
    private static void Turn<T>(in ConvolutionGeometry g, T* w, T* turned)
        where T : unmanaged
    {
        var area = g.KernelHeight * g.KernelWidth;
        var (ins, outs) = (g.GroupInChannels, g.GroupOutChannels);
        for (var o = 0; o < g.OutChannels; o++)
            for (var c = 0; c < ins; c++)
                for (var t = 0; t < area; t++)
                    turned[((long)(o / outs * ins + c) * outs + o % outs) * area + area - 1 - t] = w[((long)o * ins + c) * area + t];
    }

    private static bool HasTile<T>(SimdWidth width, in ConvolutionGeometry g) =>
        width != SimdWidth.None && (typeof(T) == typeof(float) || typeof(T) == typeof(double)) && g.StrideY == 1 && g.StrideX == 1;

    [Conditional("DEBUG")]
    private static void AssertLengths<T>(in ConvolutionGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> y) =>
        Debug.Assert(x.Length >= g.InputLength && w.Length >= g.WeightsLength && y.Length >= g.OutputLength, "an array is shorter than its shape");
}
