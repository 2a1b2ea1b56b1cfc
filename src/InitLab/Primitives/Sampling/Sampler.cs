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

    /// <summary>Whole groups. No call and no stackalloc in here: either makes the compiler keep the vectors in memory.</summary>
    /// <remarks>Optimized from the first call: the weights of a network are often the only draw of a program.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FillGroups<T, TDistribution>(
        ulong counter, ref T destination, int groups, ulong key, DrawKind kind, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution
    {
        for (int i = 0; i < groups; i++)
        {
            (Vector512<ulong> low, Vector512<ulong> high) = Philox4x32.Group(counter, (ulong)kind, key);
            if (typeof(T) == typeof(float))
            {
                ref float target = ref Unsafe.As<T, float>(ref destination);
                distribution.Map(low.AsUInt32()).StoreUnsafe(ref target, (nuint)(i * 2 * Vector512<float>.Count));
                distribution.Map(high.AsUInt32()).StoreUnsafe(ref target, (nuint)((i * 2 + 1) * Vector512<float>.Count));
            }
            else
            {
                ref double target = ref Unsafe.As<T, double>(ref destination);
                distribution.Map(low).StoreUnsafe(ref target, (nuint)(i * 2 * Vector512<double>.Count));
                distribution.Map(high).StoreUnsafe(ref target, (nuint)((i * 2 + 1) * Vector512<double>.Count));
            }
            counter += Philox4x32.Lanes;
        }
    }
}
