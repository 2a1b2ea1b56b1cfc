using System.Buffers.Binary;
using System.Text;

namespace CSharpKernel.Zmtp;

/// <summary>Turns messages and commands into the bytes of their frames, and command bodies back into their parts.</summary>
/// <remarks>A frame is a flags byte, a length in one byte or in eight big-endian ones, and the body. Source: ZeroMQ RFC 23/ZMTP.</remarks>
public static class ZmtpCodec
{
    internal const byte More = 1;
    internal const byte Long = 2;
    internal const byte Command = 4;

    /// <summary>Encodes a whole multipart message as one buffer, so that it is queued, sent and dropped as a whole.</summary>
    /// <param name="frames">The message's frames, at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="frames"/> is empty.</exception>
    public static byte[] EncodeMessage(params IReadOnlyList<byte[]> frames)
    {
        if (frames.Count == 0)
            throw new ArgumentException("A message needs at least one frame, but frames is empty.", nameof(frames));
        var wire = new byte[frames.Sum(frame => EncodedLength(frame.Length))];
        var rest = wire.AsSpan();
        for (var i = 0; i < frames.Count; i++)
            rest = WriteFrame(rest, i + 1 < frames.Count ? More : (byte)0, frames[i]);
        return wire;
    }

    /// <summary>Encodes one command frame: the name's length and the name, then the data.</summary>
    /// <param name="name">The command's name in ASCII, such as <c>READY</c>.</param>
    /// <param name="data">What follows the name.</param>
    public static byte[] EncodeCommand(string name, ReadOnlySpan<byte> data)
    {
        var body = new byte[1 + name.Length + data.Length];
        body[0] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, body.AsSpan(1));
        data.CopyTo(body.AsSpan(1 + name.Length));
        var wire = new byte[EncodedLength(body.Length)];
        WriteFrame(wire, Command, body);
        return wire;
    }

    /// <summary>Splits a command's body into its name and data.</summary>
    /// <exception cref="ZmtpException">The name runs past the body's end.</exception>
    internal static (string Name, byte[] Data) ParseCommand(byte[] body)
    {
        if (body.Length == 0 || body[0] == 0 || body.Length < 1 + body[0])
            throw new ZmtpException("The peer sent a command without a name.");
        return (Encoding.ASCII.GetString(body, 1, body[0]), body[(1 + body[0])..]);
    }

    /// <summary>Encodes the properties of a READY command.</summary>
    internal static byte[] EncodeProperties(params IEnumerable<(string Name, byte[] Value)> properties)
    {
        using var data = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var (name, value) in properties)
        {
            data.WriteByte((byte)name.Length);
            data.Write(Encoding.ASCII.GetBytes(name));
            BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
            data.Write(length);
            data.Write(value);
        }
        return data.ToArray();
    }

    /// <summary>Reads the properties of a READY command; their names are case-insensitive.</summary>
    /// <exception cref="ZmtpException">A name or value runs past the end.</exception>
    internal static Dictionary<string, byte[]> ParseProperties(ReadOnlySpan<byte> data)
    {
        var properties = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        while (!data.IsEmpty)
        {
            var name = Take(ref data, Take(ref data, 1)[0]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(Take(ref data, 4));
            properties[Encoding.ASCII.GetString(name)] = Take(ref data, length).ToArray();
        }
        return properties;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, uint length)
    {
        if (length > data.Length)
            throw new ZmtpException("A property of the peer's READY command runs past the command's end.");
        var taken = data[..(int)length];
        data = data[(int)length..];
        return taken;
    }

    private static int EncodedLength(int body) => checked((body > byte.MaxValue ? 9 : 2) + body);

    private static Span<byte> WriteFrame(Span<byte> wire, byte flags, ReadOnlySpan<byte> body)
    {
        var header = 2;
        if (body.Length > byte.MaxValue)
        {
            wire[0] = (byte)(flags | Long);
            BinaryPrimitives.WriteInt64BigEndian(wire[1..], body.Length);
            header = 9;
        }
        else
        {
            wire[0] = flags;
            wire[1] = (byte)body.Length;
        }
        body.CopyTo(wire[header..]);
        return wire[(header + body.Length)..];
    }
}
