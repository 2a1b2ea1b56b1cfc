using InitLab.Datasets;
using Xunit;

namespace InitLab.Tests.Datasets;

public sealed class IdxArrayTests
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void An_array_has_its_shape_and_values()
    {
        IdxArray array = Read(TwoImages, 3);
        Assert.Equal([2, 1, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values);
    }

    [Fact]
    public void A_limit_reads_the_first_rows()
    {
        IdxArray array = IdxArray.Read(new MemoryStream(TwoImages), "file", 3, limit: 1);
        Assert.Equal([1, 1, 3], array.Shape);
        Assert.Equal([1, 2, 3], array.Values);
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        Says("are the files swapped?", TwoImages, axes: 1);
        Says("file is truncated: 6 more bytes were expected, 5 came", TwoImages[..^1]);
        Says("file is truncated", TwoImages[..7]);
        Says("file is truncated", []);
        Says("is not an IDX file: it begins with 47494638", "GIF89a"u8.ToArray());
        Says("IDX type 13", [0, 0, 13, 3]);
        Says("negative length", [0, 0, 8, 3, 255, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3]);
    }

    private static void Says(string expected, byte[] content, int axes = 3) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(content, axes)).Message);

    private static IdxArray Read(byte[] content, int axes) => IdxArray.Read(new MemoryStream(content), "file", axes);
}
