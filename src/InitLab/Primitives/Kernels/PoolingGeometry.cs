namespace InitLab.Primitives.Kernels;

/// <summary>The sizes of a two-dimensional pooling, which treats every channel of every image as a plane of its own.</summary>
/// <param name="Planes">Batch times channels.</param>
/// <param name="InHeight">Rows of the input.</param>
/// <param name="InWidth">Columns of the input.</param>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window.</param>
/// <param name="StrideY">Input rows between neighbouring windows.</param>
/// <param name="StrideX">Input columns between neighbouring windows.</param>
/// <param name="PadY">Padding rows above and below; less than <paramref name="KernelHeight"/>, so that every window holds an input.</param>
/// <param name="PadX">Padding columns left and right; less than <paramref name="KernelWidth"/>, so that every window holds an input.</param>
internal readonly record struct PoolingGeometry(
    int Planes,
    int InHeight,
    int InWidth,
    int KernelHeight,
    int KernelWidth,
    int StrideY,
    int StrideX,
    int PadY,
    int PadX)
{
    /// <summary>Rows of the output: floor((in + 2 pad - kernel) / stride) + 1.</summary>
    public int OutHeight => (InHeight + 2 * PadY - KernelHeight) / StrideY + 1;

    /// <summary>Columns of the output: floor((in + 2 pad - kernel) / stride) + 1.</summary>
    public int OutWidth => (InWidth + 2 * PadX - KernelWidth) / StrideX + 1;

    /// <summary>Elements of the input, <c>[planes, height, width]</c>.</summary>
    public int InputLength => Planes * InHeight * InWidth;

    /// <summary>Elements of the output, <c>[planes, outHeight, outWidth]</c>.</summary>
    public int OutputLength => Planes * OutHeight * OutWidth;
}
