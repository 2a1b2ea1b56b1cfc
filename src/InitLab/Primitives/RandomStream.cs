using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using InitLab.Primitives.Sampling;

namespace InitLab.Primitives;

/// <summary>
/// A named, immutable source of random numbers. A draw is a pure function of the stream, so drawing twice gives the same
/// numbers; for other numbers take a child, by name or by index: <c>stream["weights"]</c>, <c>stream["layer"][3]</c>.
/// </summary>
/// <remarks>
/// <para>The numbers depend on the seed and the path of names alone: not on what else was drawn, in which order, or on how many
/// threads. A shorter draw is the beginning of a longer one. Draws of different kinds (normal, sign, ...) from one stream
/// are independent of each other; float and double draws have numbers of their own. On processors without fused
/// multiply-add a normal value may differ in its last digit.</para>
/// <para>Philox 4x32-10 with the stream's 64-bit key; the block's number and the kind of draw are the counter. A child's key is
/// the name absorbed eight UTF-8 bytes at a time: key' = Philox(counter = (bytes, kind and length), key).</para>
/// <para>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; splitting by name in the
/// manner of Claessen, Palka, "Splittable pseudorandom number generators using cryptographic hashing", Haskell 2013.</para>
/// </remarks>
public sealed partial class RandomStream
{
    private readonly ulong key;
    private readonly RandomStream? parent;
    private readonly string label;

    /// <summary>The stream of a seed; any number will do.</summary>
    /// <param name="seed">Different seeds give independent streams.</param>
    public RandomStream(long seed)
    {
        key = (ulong)seed;
        label = seed.ToString(CultureInfo.InvariantCulture);
    }

    private RandomStream(RandomStream parent, string name)
    {
        this.parent = parent;
        label = name;
        key = ChildKey(parent.key, name);
    }

    /// <summary>The child stream of a name, independent of this stream and of its other children.</summary>
    /// <param name="name">Any text without '/', which separates the levels in <see cref="ToString"/>.</param>
    /// <exception cref="ArgumentException">The name is empty or contains '/'.</exception>
    public RandomStream this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            Check.That(name.Length > 0, $"The name of a child stream is empty; name it for its use, as in stream[\"weights\"].", nameof(name));
            Check.That(!name.Contains('/'), $"The name \"{name}\" contains '/', which separates levels; write stream[\"a\"][\"b\"].", nameof(name));
            return new RandomStream(this, name);
        }
    }

    /// <summary>The child stream of an index; the same as that of the index written in decimal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public RandomStream this[long index] =>
        new(this, Check.NonNegative(index).ToString(CultureInfo.InvariantCulture));

    /// <summary>The path from the seed, as in <c>7/weights/3</c>.</summary>
    public override string ToString() => parent is null ? label : $"{parent}/{label}";

    private static ulong ChildKey(ulong key, string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        Span<byte> chunk = stackalloc byte[sizeof(ulong)];
        for (int start = 0; start < text.Length; start += chunk.Length)
        {
            chunk.Clear();
            text.AsSpan(start, Math.Min(chunk.Length, text.Length - start)).CopyTo(chunk);
            ulong kind = (ulong)DrawKind.ChildKey | (uint)text.Length;
            key = Philox4x32.Block(BinaryPrimitives.ReadUInt64LittleEndian(chunk), kind, key).Low;
        }
        return key;
    }
}
