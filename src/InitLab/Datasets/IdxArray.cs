using System.Buffers.Binary;
using InitLab.Primitives;

namespace InitLab.Datasets;

/// <summary>An array of bytes in the IDX format of the MNIST database.</summary>
/// <remarks>
/// Big-endian: two zero bytes, a type (8 for unsigned bytes), the number of axes, each axis's length as 32 bits, then the values in
/// row-major order. Labels have one axis (magic number 2049), images three (2051): [image, row, column].
/// </remarks>
/// <param name="Shape">The axes' lengths.</param>
/// <param name="Values">The bytes, row-major.</param>
public sealed record IdxArray(Shape Shape, byte[] Values)
{
    private const int UnsignedByte = 8;

    /// <summary>Reads an array, or only its first rows.</summary>
    /// <param name="stream">Unpacked IDX data.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="axes">The number of axes it must have.</param>
    /// <param name="limit">The most rows (of the first axis) to read.</param>
    /// <exception cref="InvalidDataException">The data is not IDX, has another number of axes, or ends early.</exception>
    public static IdxArray Read(Stream stream, string name, int axes, int limit = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check.NonNegative(limit);
        ReadOnlySpan<byte> magic = ReadExactly(stream, name, sizeof(int));
        if (magic[0] != 0 || magic[1] != 0)
            throw new InvalidDataException($"{name} is not an IDX file: it begins with {Convert.ToHexString(magic)} instead of 0000.");
        if (magic[2] != UnsignedByte)
            throw new InvalidDataException($"{name} holds values of IDX type {magic[2]}, but only unsigned bytes ({UnsignedByte}) are read here.");
        if (magic[3] != axes)
            throw new InvalidDataException($"{name} has {magic[3]} axes, as {Kind(magic[3])} have, but {Kind(axes)} were expected: are the files swapped?");

        ReadOnlySpan<byte> header = ReadExactly(stream, name, axes * sizeof(int));
        var lengths = new int[axes];
        for (int axis = 0; axis < axes; axis++)
            lengths[axis] = BinaryPrimitives.ReadInt32BigEndian(header[(axis * sizeof(int))..]);
        if (lengths.Any(length => length < 0))
            throw new InvalidDataException($"{name} is corrupt: its header gives a negative length, [{string.Join(", ", lengths)}].");
        lengths[0] = Math.Min(lengths[0], limit);
        var shape = Shape.Create(lengths);
        return new IdxArray(shape, ReadExactly(stream, name, shape.Size));
    }

    private static string Kind(int axes) => axes switch { 1 => "labels", 3 => "images", _ => $"arrays of {axes} axes" };

    private static byte[] ReadExactly(Stream stream, string name, int count)
    {
        var bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count
            ? bytes
            : throw new InvalidDataException($"{name} is truncated: {count:N0} more bytes were expected, {read:N0} came.");
    }
}
