using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;

namespace CSharpKernel.Tests.Jupyter;

public class MessageCodecTests
{
    [Fact]
    public void The_signature_is_hmac_sha256_over_the_four_json_frames_as_sent()
    {
        var frames = new MessageCodec("key").Encode(["id"u8.ToArray()], "status", null, new JsonObject { ["a"] = "ü" });

        var expected = HMACSHA256.HashData("key"u8, [.. frames[3], .. frames[4], .. frames[5], .. frames[6]]);
        Assert.Equal(Convert.ToHexStringLower(expected), Encoding.ASCII.GetString(frames[2]));
    }

    [Fact]
    public void An_empty_key_signs_with_nothing() => Assert.Empty(new MessageCodec("").Encode([], "status", null, [])[1]);

    [Fact]
    public void The_parent_header_is_echoed_byte_for_byte()
    {
        byte[] header = [.. """{ "msg_id" : "1",  "msg_type":"x_request", "extra": 1.50 }"""u8];
        byte[][] parts = [header, .. new[] { "{}", "{}", "{}" }.Select(Encoding.UTF8.GetBytes)];
        var codec = new MessageCodec("key");

        var request = codec.Decode(null!, ["id"u8.ToArray(), "<IDS|MSG>"u8.ToArray(), new MessageSigner("key").Sign(parts), .. parts, "buffer"u8.ToArray()]);
        var reply = codec.Encode(request.Identities, "x_reply", request, []);

        Assert.Equal("id"u8.ToArray(), reply[0]);
        Assert.Equal(header, reply[4]);
        Assert.Equal("buffer"u8.ToArray(), Assert.Single(request.Buffers));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_changed_part_no_longer_fits_its_signature(int part)
    {
        var codec = new MessageCodec("key");
        var frames = codec.Encode([], "status", null, []);
        frames[2 + part] = [.. frames[2 + part], (byte)' '];

        Assert.Contains("signature", Assert.Throws<FormatException>(() => codec.Decode(null!, frames)).Message, StringComparison.Ordinal);
    }
}
