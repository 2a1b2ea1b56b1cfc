using InitLab.Primitives.Sampling;
using Xunit;

namespace InitLab.Tests.Primitives.Sampling;

public sealed class Philox4x32Tests
{
    // The lines "philox4x32 10" of tests/kat_vectors in Random123, the authors' own library: counter, key, result.
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void A_block_gives_the_published_answer(string counter, string key, string result)
    {
        ulong[] c = Pairs(counter), k = Pairs(key), expected = Pairs(result);
        Assert.Equal((expected[0], expected[1]), Philox4x32.Block(c[0], c[1], k[0]));
    }

    [Theory]
    [InlineData(0ul, 0ul, 0ul)]
    [InlineData(0xFFFFFFFCul, 5ul, 0xDEADBEEF12345678ul)]
    [InlineData(0x243f6a8885a308d3ul, 0x13198a2e03707344ul, 0xa4093822299f31d0ul)]
    public void A_group_is_its_eight_blocks(ulong counter, ulong high, ulong key)
    {
        var (first, second) = Philox4x32.Group(counter, high, key);
        for (int lane = 0; lane < Philox4x32.Lanes; lane++)
            Assert.Equal(Philox4x32.Block(counter + (ulong)lane, high, key), (first[lane], second[lane]));
    }

    private static ulong[] Pairs(string words)
    {
        ulong[] values = [.. words.Split(' ').Select(word => Convert.ToUInt64(word, 16))];
        return [.. values.Chunk(2).Select(pair => pair[0] | (pair[1] << 32))];
    }
}
