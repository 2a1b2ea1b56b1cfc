namespace InitLab.Datasets;

/// <summary>SHA-256 checksums by file name: lines of 64 hexadecimal digits, two blanks and the name.</summary>
internal sealed class ChecksumList
{
    private const int HashLength = 64;

    private readonly string path;
    private readonly Dictionary<string, string> hashes = [];

    private ChecksumList(string path) => this.path = path;

    /// <summary>Reads a list.</summary>
    /// <exception cref="InvalidDataException">A line is not a checksum and a name.</exception>
    internal static ChecksumList Read(string path)
    {
        var list = new ChecksumList(path);
        foreach (string line in File.ReadLines(path))
        {
            if (line.Length < HashLength + 3 || !line.AsSpan(0, HashLength).ContainsOnlyHex() || line[HashLength] != ' ')
                throw new InvalidDataException($"{path}: the line \"{line}\" is not a checksum and a file name. Restore it with: git checkout -- data/SHA256SUMS");
            list.hashes[line[(HashLength + 2)..]] = line[..HashLength];
        }
        return list;
    }

    /// <summary>The checksum of a file.</summary>
    /// <exception cref="FileNotFoundException">The list does not know the file.</exception>
    internal string Of(string name) => hashes.TryGetValue(name, out string? hash)
        ? hash
        : throw new FileNotFoundException($"{path} lists no file {name}; it lists {string.Join(", ", hashes.Keys)}.", name);

    /// <summary>The file that has a checksum, or null.</summary>
    internal string? NameOf(string hash) => hashes.FirstOrDefault(pair => pair.Value == hash).Key;
}

file static class HexText
{
    internal static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            if (!char.IsAsciiHexDigitLower(c))
                return false;
        return true;
    }
}
