using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace InitLab.Primitives.Kernels;

/// <summary>Copies a strip of a matrix into the order in which the register tile reads it.</summary>
internal static unsafe class Packing
{
    /// <summary>Writes panel[p, i] = source[i acrossStep + p depthStep] for i below <paramref name="across"/>, and zeros up to <paramref name="width"/>.</summary>
    /// <param name="source">The strip's first element.</param>
    /// <param name="acrossStep">Elements between neighbours across the strip; this or <paramref name="depthStep"/> is 1.</param>
    /// <param name="depthStep">Elements between neighbours along the contracted index.</param>
    /// <param name="across">How many rows (of A) or columns (of B) the strip has.</param>
    /// <param name="depth">The contracted size.</param>
    /// <param name="panel">Destination, <c>[depth, width]</c>.</param>
    /// <param name="width">The panel's width, even.</param>
    public static void Pack<T>(T* source, nint acrossStep, nint depthStep, int across, int depth, T* panel, int width)
        where T : unmanaged
    {
        if (across < width)
            new Span<T>(panel, depth * width).Clear();
        if (acrossStep == 1)
            CopyRows(source, depthStep, across, depth, panel, width);
        else
            Transpose(source, acrossStep, depthStep, across, depth, panel, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<T>(T* source, nint depthStep, int across, int depth, T* panel, int width)
        where T : unmanaged
    {
        if (across == width && width * sizeof(T) % 64 == 0)
            CopyWhole<T, Vector512<byte>>(source, depthStep, depth, panel, width);
        else if (across == width && width * sizeof(T) % 16 == 0)
            CopyWhole<T, Vector128<byte>>(source, depthStep, depth, panel, width);
        else
            for (; depth > 0; depth--, source += depthStep, panel += width)
                for (var i = 0; i < across; i++)
                    panel[i] = source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyWhole<T, TChunk>(T* source, nint depthStep, int depth, T* panel, int width)
        where T : unmanaged
        where TChunk : unmanaged
    {
        var bytes = width * sizeof(T);
        for (; depth > 0; depth--, source += depthStep, panel += width)
            for (var i = 0; i < bytes; i += sizeof(TChunk))
                Unsafe.WriteUnaligned((byte*)panel + i, Unsafe.ReadUnaligned<TChunk>((byte*)source + i));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(T* source, nint acrossStep, nint depthStep, int across, int depth, T* panel, int width)
        where T : unmanaged
    {
        var block = depthStep == 1 && Sse2.IsSupported ? Vector128<byte>.Count / sizeof(T) : int.MaxValue;
        var i = 0;
        for (; i <= across - block; i += block)
        {
            var p = 0;
            for (; p <= depth - block; p += block)
                TransposeBlock(source + i * acrossStep + p, acrossStep, panel + p * width + i, width);
            for (; p < depth; p++)
                for (var j = i; j < i + block; j++)
                    panel[p * width + j] = source[j * acrossStep + p];
        }

        for (; i < across; i++)
            for (var p = 0; p < depth; p++)
                panel[p * width + i] = source[i * acrossStep + p * depthStep];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock<T>(T* source, nint sourceStep, T* target, nint targetStep)
        where T : unmanaged
    {
        if (sizeof(T) == 4)
            TransposeBlock((float*)source, sourceStep, (float*)target, targetStep);
        else
            TransposeBlock((double*)source, sourceStep, (double*)target, targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(float* source, nint sourceStep, float* target, nint targetStep)
    {
        var (r0, r1) = (Vector128.Load(source), Vector128.Load(source + sourceStep));
        var (r2, r3) = (Vector128.Load(source + 2 * sourceStep), Vector128.Load(source + 3 * sourceStep));
        var (low01, high01) = (Sse.UnpackLow(r0, r1), Sse.UnpackHigh(r0, r1));
        var (low23, high23) = (Sse.UnpackLow(r2, r3), Sse.UnpackHigh(r2, r3));
        Sse.MoveLowToHigh(low01, low23).Store(target);
        Sse.MoveHighToLow(low23, low01).Store(target + targetStep);
        Sse.MoveLowToHigh(high01, high23).Store(target + 2 * targetStep);
        Sse.MoveHighToLow(high23, high01).Store(target + 3 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(double* source, nint sourceStep, double* target, nint targetStep)
    {
        var (r0, r1) = (Vector128.Load(source), Vector128.Load(source + sourceStep));
        Sse2.UnpackLow(r0, r1).Store(target);
        Sse2.UnpackHigh(r0, r1).Store(target + targetStep);
    }
}
