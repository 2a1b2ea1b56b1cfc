using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using InitLab.Primitives.Kernels;

namespace InitLab.Primitives.Sampling;

/// <summary>
/// Fills spans. The bits of a draw are one sequence of 64-bit words, fixed by key and kind: a double takes a word, a float half
/// of one (the low half first). So element i is the same however long the span is and whoever fills it.
/// </summary>
internal static class Sampler
{
    /// <summary>Groups that one thread fills at a time: 128 KB, enough to make starting it cheap and few enough to stay in its cache.</summary>
    private const int GroupsPerChunk = 1024;

    /// <summary>Groups whose bits are written before they are mapped: 8 KB, which stay in the first cache.</summary>
    private const int GroupsPerPass = 64;

    /// <summary>Fills the span with values of a distribution; a long one on all threads.</summary>
    internal static unsafe void Fill<T, TDistribution>(Span<T> destination, ulong key, DrawKind kind, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"Random values are drawn as float or double, not as {typeof(T).Name}; convert after drawing.");
        int chunk = GroupsPerChunk * ElementsPerGroup<T>();
        if (destination.Length <= chunk)
        {
            FillFrom(0, destination, key, kind, distribution);
            return;
        }
        fixed (T* start = destination)
        {
            var body = new ChunkBody<T, TDistribution>(start, destination.Length, chunk, key, kind, distribution);
            Workers.For((destination.Length - 1) / chunk + 1, ref body);
        }
    }

    /// <summary>Elements of a type made from one group of blocks.</summary>
    private static int ElementsPerGroup<T>() => Philox4x32.WordsPerGroup * sizeof(ulong) / Unsafe.SizeOf<T>();

    private readonly unsafe struct ChunkBody<T, TDistribution>(
        T* start, int length, int chunk, ulong key, DrawKind kind, TDistribution distribution) : IParallelBody
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        public void Invoke(int index)
        {
            int first = index * chunk;
            ulong counter = (ulong)index * GroupsPerChunk * Philox4x32.Lanes;
            FillFrom(counter, new Span<T>(start + first, Math.Min(chunk, length - first)), key, kind, distribution);
        }
    }

    private static void FillFrom<T, TDistribution>(
        ulong counter, Span<T> destination, ulong key, DrawKind kind, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        int group = ElementsPerGroup<T>();
        int whole = destination.Length / group;
        FillGroups(counter, ref MemoryMarshal.GetReference(destination), whole, key, kind, distribution);
        Span<T> rest = destination[(whole * group)..];
        if (!rest.IsEmpty)
            FillRest(counter + (ulong)(whole * Philox4x32.Lanes), rest, key, kind, distribution);
    }

    private static void FillRest<T, TDistribution>(
        ulong counter, Span<T> destination, ulong key, DrawKind kind, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        Span<T> group = stackalloc T[ElementsPerGroup<T>()];
        FillGroups(counter, ref MemoryMarshal.GetReference(group), 1, key, kind, distribution);
        group[..destination.Length].CopyTo(destination);
    }

    private static void FillGroups<T, TDistribution>(
        ulong counter, ref T destination, int groups, ulong key, DrawKind kind, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        for (int done = 0; done < groups; done += GroupsPerPass)
        {
            int count = Math.Min(GroupsPerPass, groups - done);
            ref T start = ref Unsafe.Add(ref destination, done * ElementsPerGroup<T>());
            WriteBits(ref Unsafe.As<T, ulong>(ref start), count, counter + (ulong)(done * Philox4x32.Lanes), key, kind);
            MapBits(ref start, count * 2, distribution);
        }
    }

    // Bits and map are two loops, each optimized from the first call: the weights of a network are often the only draw of a program, and
    // where the processor has no 512-bit vectors the two together exceed what the compiler is willing to inline. Neither loop may hold
    // a call or a stackalloc, which would keep its vectors in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void WriteBits(ref ulong destination, int groups, ulong counter, ulong key, DrawKind kind)
    {
        for (int i = 0; i < groups; i++)
        {
            (Vector512<ulong> low, Vector512<ulong> high) = Philox4x32.Group(counter, (ulong)kind, key);
            low.StoreUnsafe(ref destination, (nuint)(i * Philox4x32.WordsPerGroup));
            high.StoreUnsafe(ref destination, (nuint)(i * Philox4x32.WordsPerGroup + Philox4x32.Lanes));
            counter += Philox4x32.Lanes;
        }
    }

    /// <summary>Replaces the bits, vector by vector, by the values they stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MapBits<T, TDistribution>(ref T values, int vectors, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        for (int i = 0; i < vectors; i++)
        {
            ref T place = ref Unsafe.Add(ref values, i * Vector512<T>.Count);
            if (typeof(T) == typeof(float))
                distribution.Map(Vector512.LoadUnsafe(ref Unsafe.As<T, uint>(ref place))).StoreUnsafe(ref Unsafe.As<T, float>(ref place));
            else
                distribution.Map(Vector512.LoadUnsafe(ref Unsafe.As<T, ulong>(ref place))).StoreUnsafe(ref Unsafe.As<T, double>(ref place));
        }
    }
}
