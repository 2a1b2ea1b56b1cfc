using InitLab.Datasets;
using InitLab.Tests.TestKit;
using Xunit;

namespace InitLab.Tests.Datasets;

/// <summary>Every way in which a data file can be wrong has its own message, with the file's name and the way to restore it.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const string Labels = "mnist/t10k-labels-idx1-ubyte.gz", Images = "mnist/t10k-images-idx3-ubyte.gz";

    private readonly TemporaryFolder temporary = new();
    private readonly DataFolder course = DataFolder.Find();

    public DataFolderTests()
    {
        foreach (string name in new[] { "SHA256SUMS", Labels, Images })
            temporary.Write(name, File.ReadAllBytes(Path.Combine(course.Path, name)));
    }

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Every_listed_file_is_there_and_right()
    {
        string[] names = [.. File.ReadLines(Path.Combine(course.Path, "SHA256SUMS")).Select(line => line[66..])];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEmpty(course.Read(name)));
    }

    [Fact]
    public void Every_file_is_listed()
    {
        var listed = File.ReadLines(Path.Combine(course.Path, "SHA256SUMS")).Select(line => line[66..]).ToHashSet();
        var files = Directory.EnumerateFiles(course.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(course.Path, file).Replace('\\', '/')).Except(["README.md", "SHA256SUMS"]);
        Assert.Equal(listed.Order(), files.Order());
    }

    [Fact]
    public void A_folder_that_is_whole_loads() => Assert.Equal(10, Load(10).Count);

    [Fact]
    public void A_truncated_file_is_called_so()
    {
        temporary.Write(Images, course.Read(Images).AsSpan(0, 1_000_000));
        Says<InvalidDataException>("t10k-images-idx3-ubyte.gz", "truncated or corrupt: its 1,000,000 bytes do not unpack", $"git checkout -- data/{Images}");
    }

    [Fact]
    public void A_flipped_bit_is_found()
    {
        byte[] content = course.Read(Labels);
        content[2000] ^= 1;
        temporary.Write(Labels, content);
        Says<InvalidDataException>("t10k-labels-idx1-ubyte.gz", "git checkout -- data/" + Labels);
    }

    [Fact]
    public void An_empty_file_is_called_so()
    {
        temporary.Write(Labels, []);
        Says<InvalidDataException>("t10k-labels-idx1-ubyte.gz is empty", "git checkout");
    }

    [Fact]
    public void A_file_that_is_really_another_is_called_by_its_name()
    {
        temporary.Write(Images, course.Read("mnist/train-labels-idx1-ubyte.gz"));
        Says<InvalidDataException>("t10k-images", "holds the content of mnist/train-labels-idx1-ubyte.gz", "swapped or renamed", "git checkout");
    }

    [Fact]
    public void A_pointer_left_by_Git_LFS_is_called_so()
    {
        temporary.Write(Images, "version https://git-lfs.github.com/spec/v1"u8);
        Says<InvalidDataException>("Git LFS pointer");
    }

    [Fact]
    public void A_missing_file_is_called_so()
    {
        File.Delete(Path.Combine(temporary.Path, Images));
        Says<FileNotFoundException>("t10k-images-idx3-ubyte.gz is missing", "git checkout -- data/" + Images);
    }

    [Fact]
    public void A_missing_folder_is_called_so()
    {
        Assert.Contains("There is no folder", Assert.Throws<DirectoryNotFoundException>(() => DataFolder.Find("/nowhere")).Message);
        var error = Assert.Throws<DirectoryNotFoundException>(() => DataFolder.Find(Path.Combine(temporary.Path, "mnist")));
        Assert.Contains("has no SHA256SUMS", error.Message);
    }

    [Fact]
    public void A_damaged_list_is_called_so()
    {
        temporary.Write("SHA256SUMS", "1234  mnist/t10k-labels-idx1-ubyte.gz"u8);
        Assert.Contains("SHA256SUMS", Assert.Throws<InvalidDataException>(() => Load(1)).Message);
    }

    [Fact]
    public void A_file_that_is_not_listed_is_refused() =>
        Assert.Contains("lists no file", Assert.Throws<FileNotFoundException>(() => course.Read("secret.bin")).Message);

    private LabeledImages Load(int count) => Mnist.Test(count, folder: DataFolder.Find(temporary.Path));

    private void Says<TException>(params string[] parts)
        where TException : Exception
    {
        string message = Assert.Throws<TException>(() => Load(10)).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
