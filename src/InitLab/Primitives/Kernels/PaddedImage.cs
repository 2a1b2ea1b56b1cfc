using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>The layout of some channels of one image with a frame of zeros around each, so that every shifted view of it is a plain offset.</summary>
/// <param name="Channels">How many channels.</param>
/// <param name="Height">Rows of a channel without the frame.</param>
/// <param name="Width">Columns of a channel without the frame.</param>
/// <param name="PadY">Rows of the frame above and below; negative crops.</param>
/// <param name="PadX">Columns of the frame left and right; negative crops.</param>
internal readonly record struct PaddedImage(int Channels, int Height, int Width, int PadY, int PadX)
{
    /// <summary>Rows of a channel with the frame.</summary>
    public int Rows => Height + 2 * PadY;

    /// <summary>Columns of a channel with the frame.</summary>
    public int Columns => Width + 2 * PadX;

    /// <summary>Elements of all channels with the frame.</summary>
    public int Length => Channels * Rows * Columns;

    /// <summary>Copies an image into the layout, whose frame must already be zero.</summary>
    /// <param name="image">Source, <c>[channels, height, width]</c>.</param>
    /// <param name="padded">Destination, <c>[channels, rows, columns]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Fill<T>(T* image, T* padded)
        where T : unmanaged
    {
        var (cropY, cropX) = (Math.Max(-PadY, 0), Math.Max(-PadX, 0));
        var bytes = (uint)((Width - 2 * cropX) * sizeof(T));
        for (var c = 0; c < Channels; c++)
            for (var i = cropY; i < Height - cropY; i++)
            {
                var source = image + (c * Height + i) * Width + cropX;
                var target = padded + (c * Rows + i + PadY) * Columns + PadX + cropX;
                Unsafe.CopyBlockUnaligned(target, source, bytes);
            }
    }

    /// <summary>Lists where each tap of a kernel looks, relative to where its first tap looks: channel, then kernel row, then kernel column.</summary>
    public void ListTaps(int kernelHeight, int kernelWidth, Span<int> offsets)
    {
        var at = 0;
        for (var c = 0; c < Channels; c++)
            for (var u = 0; u < kernelHeight; u++)
                for (var v = 0; v < kernelWidth; v++)
                    offsets[at++] = (c * Rows + u) * Columns + v;
    }
}
