using System.Buffers.Binary;
using System.IO.Compression;

namespace InitLab.Datasets;

/// <summary>Says in words what is wrong with a file whose checksum is not the listed one.</summary>
internal static class Damage
{
    /// <summary>What the bytes are instead, as the end of a sentence that begins with the file's name.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="otherName">The listed file that these are the bytes of, or null.</param>
    internal static string Describe(ReadOnlySpan<byte> content, string? otherName)
    {
        if (otherName is not null)
            return $"holds the content of {otherName}: files were swapped or renamed";
        if (content.IsEmpty)
            return "is empty";
        if (content.StartsWith("version https://git-lfs"u8))
            return "is a Git LFS pointer and not the file itself";
        bool gzip = content.StartsWith([(byte)0x1F, (byte)0x8B]);
        return gzip && !Unpacks(content)
            ? $"is truncated or corrupt: its {content.Length:N0} bytes do not unpack"
            : $"is not the file it should be: its {content.Length:N0} bytes do not have the listed checksum";
    }

    private static bool Unpacks(ReadOnlySpan<byte> content)
    {
        try
        {
            using var packed = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            packed.CopyTo(unpacked);
            // The stream ends quietly where its data does; the true length stands in the last four bytes of a whole file.
            return content.Length > sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(content[^sizeof(uint)..]) == unpacked.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
