namespace InitLab.Primitives.Kernels;

/// <summary>The sizes of a two-dimensional convolution (cross-correlation, as every deep-learning library means it) with zero padding.</summary>
/// <param name="Batch">Number of images.</param>
/// <param name="InChannels">Channels of the input; a multiple of <paramref name="Groups"/>.</param>
/// <param name="InHeight">Rows of the input.</param>
/// <param name="InWidth">Columns of the input.</param>
/// <param name="OutChannels">Channels of the output; a multiple of <paramref name="Groups"/>.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="StrideY">Input rows between neighbouring output rows.</param>
/// <param name="StrideX">Input columns between neighbouring output columns.</param>
/// <param name="PadY">Rows of zeros above and below the input.</param>
/// <param name="PadX">Columns of zeros left and right of the input.</param>
/// <param name="Groups">Number of blocks of channels that do not see each other.</param>
internal readonly record struct ConvolutionGeometry(
    int Batch,
    int InChannels,
    int InHeight,
    int InWidth,
    int OutChannels,
    int KernelHeight,
    int KernelWidth,
    int StrideY,
    int StrideX,
    int PadY,
    int PadX,
    int Groups)
{
    /// <summary>Rows of the output: floor((in + 2 pad - kernel) / stride) + 1.</summary>
    public int OutHeight => (InHeight + 2 * PadY - KernelHeight) / StrideY + 1;

    /// <summary>Columns of the output: floor((in + 2 pad - kernel) / stride) + 1.</summary>
    public int OutWidth => (InWidth + 2 * PadX - KernelWidth) / StrideX + 1;

    /// <summary>Input channels that one output channel sees.</summary>
    public int GroupInChannels => InChannels / Groups;

    /// <summary>Output channels in one group.</summary>
    public int GroupOutChannels => OutChannels / Groups;

    /// <summary>Elements of the input, <c>[batch, in, height, width]</c>.</summary>
    public int InputLength => Batch * InChannels * InHeight * InWidth;

    /// <summary>Elements of the weights, <c>[out, in / groups, kernelHeight, kernelWidth]</c>.</summary>
    public int WeightsLength => OutChannels * GroupInChannels * KernelHeight * KernelWidth;

    /// <summary>Elements of the output, <c>[batch, out, outHeight, outWidth]</c>.</summary>
    public int OutputLength => Batch * OutChannels * OutHeight * OutWidth;
}
