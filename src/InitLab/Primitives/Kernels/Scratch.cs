using System.Runtime.CompilerServices;

namespace InitLab.Primitives.Kernels;

/// <summary>Work space that each thread keeps from call to call, so that kernels allocate only when they first meet a larger problem.</summary>
internal static unsafe class Scratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]?[]? buffers;

    /// <summary>What a buffer is for; two uses that may be alive at once on one thread have different names.</summary>
    public enum Use
    {
        /// <summary>The operand of a matrix product that every thread reads.</summary>
        SharedPanels,

        /// <summary>The part of the other operand that one task of a matrix product reads.</summary>
        OwnPanels,

        /// <summary>Images with their padding written out.</summary>
        PaddedImage,

        /// <summary>An image unrolled into a matrix.</summary>
        Columns,

        /// <summary>Weights in another order.</summary>
        Weights,

        /// <summary>Weights packed for the register tile.</summary>
        WeightPanels,

        /// <summary>Where the taps of a kernel look.</summary>
        Offsets,

        /// <summary>Partial sums of a reduction.</summary>
        Partials,

        /// <summary>A block of results, or of gradients, in the layout of a padded image.</summary>
        Results,
    }

    /// <summary>The calling thread's buffer for a use, with at least the given length; its contents are arbitrary and stay valid until the thread asks for the same use again.</summary>
    public static T* Get<T>(Use use, long length)
        where T : unmanaged
    {
        var all = buffers ??= new byte[]?[Enum.GetValues<Use>().Length];
        var bytes = checked((int)(length * sizeof(T)) + Alignment);
        var buffer = all[(int)use];
        if (buffer is null || buffer.Length < bytes)
            all[(int)use] = buffer = GC.AllocateUninitializedArray<byte>(Math.Max(bytes, 4096), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref buffer[0]);
        return (T*)((start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
