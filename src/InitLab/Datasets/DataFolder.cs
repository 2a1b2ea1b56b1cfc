using System.Security.Cryptography;

namespace InitLab.Datasets;

/// <summary>The folder that holds the course's data files and the list of their checksums, <c>SHA256SUMS</c>.</summary>
/// <remarks>Every file is checked against that list when it is read, so an experiment never runs on damaged data.</remarks>
public sealed class DataFolder
{
    /// <summary>The name of the checksum list, in the format that <c>sha256sum --check</c> reads.</summary>
    public const string ChecksumFile = "SHA256SUMS";

    private readonly ChecksumList checksums;

    private DataFolder(string path)
    {
        Path = path;
        checksums = ChecksumList.Read(System.IO.Path.Combine(path, ChecksumFile));
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>
    /// Finds the folder: <c>data</c> beside or above the working directory, else beside or above the program's own folder.
    /// </summary>
    /// <param name="path">The folder itself, if it lies elsewhere.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it has no checksum list.</exception>
    public static DataFolder Find(string? path = null) =>
        path is null ? Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory) ?? throw NotFound() : At(path);

    /// <summary>The bytes of a file, once its checksum has been found right.</summary>
    /// <param name="name">The path inside the folder with forward slashes, such as <c>mnist/train-labels-idx1-ubyte.gz</c>.</param>
    /// <exception cref="FileNotFoundException">The file is missing; the message says how to restore it.</exception>
    /// <exception cref="InvalidDataException">It is not the file it should be; the message says what it is instead.</exception>
    public byte[] Read(string name)
    {
        string expected = checksums.Of(name);
        string file = System.IO.Path.Combine([Path, .. name.Split('/')]);
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file} is missing. {Remedy(name)}", file);
        byte[] content = File.ReadAllBytes(file);
        string actual = Convert.ToHexStringLower(SHA256.HashData(content));
        if (actual != expected)
            throw new InvalidDataException($"{file} {Damage.Describe(content, checksums.NameOf(actual))}. {Remedy(name)}");
        return content;
    }

    /// <summary>The unpacked bytes of a gzip file, once its checksum has been found right.</summary>
    /// <inheritdoc cref="Read"/>
    public Stream Open(string name)
    {
        var content = new MemoryStream(Read(name), writable: false);
        return name.EndsWith(".gz", StringComparison.Ordinal)
            ? new System.IO.Compression.GZipStream(content, System.IO.Compression.CompressionMode.Decompress)
            : content;
    }

    private static string Remedy(string name) =>
        $"Restore it with: git checkout -- data/{name} (or copy it again from where you got the data folder).";

    private static DataFolder At(string path) =>
        File.Exists(System.IO.Path.Combine(path, ChecksumFile))
            ? new DataFolder(System.IO.Path.GetFullPath(path))
            : throw new DirectoryNotFoundException(
                Directory.Exists(path)
                    ? $"The folder {path} has no {ChecksumFile}, so it is not the course's data folder; give the path of the folder that holds that file."
                    : $"There is no folder {path}.");

    private static DataFolder? Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "data");
            if (File.Exists(System.IO.Path.Combine(candidate, ChecksumFile)))
                return new DataFolder(candidate);
        }
        return null;
    }

    private static DirectoryNotFoundException NotFound() => new(
        $"No folder data with a file {ChecksumFile} was found above {Directory.GetCurrentDirectory()} or {AppContext.BaseDirectory}. "
        + "Run from inside the course's folder, restore it with: git checkout -- data, or give its path to DataFolder.Find.");
}
