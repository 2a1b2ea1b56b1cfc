using CSharpKernel.Jupyter;

namespace CSharpKernel.Tests.Jupyter;

public class CodePointsTests
{
    private const string Text = "a\U0001F600b\uD83Dc";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    [InlineData(5, 6)]
    public void A_pair_of_surrogates_is_one_code_point_and_a_lone_one_is_too(int codePoints, int utf16)
    {
        Assert.Equal(utf16, CodePoints.ToUtf16(Text, codePoints));
        Assert.Equal(codePoints, CodePoints.FromUtf16(Text, utf16));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(100, 6)]
    public void A_position_outside_the_text_is_its_nearest_end(int codePoints, int utf16) =>
        Assert.Equal(utf16, CodePoints.ToUtf16(Text, codePoints));
}
