using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace CSharpKernel.Zmtp;

/// <summary>Reads greetings and frames from a connected socket, blocking the thread that calls it.</summary>
/// <remarks>
/// Blocking reads on a thread of their own keep a notebook's requests flowing, an interrupt above all,
/// when the notebook's code has taken every thread of the pool.
/// </remarks>
internal sealed class ZmtpReader(Socket socket, ZmtpLimits limits)
{
    private const int FirstAllocation = 1 << 20;

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    private (Stopwatch Since, TimeSpan Limit)? _deadline;

    /// <summary>All reads until <see cref="EndDeadline"/> share this time; slow pieces do not extend it.</summary>
    public void BeginDeadline(TimeSpan limit) => _deadline = (Stopwatch.StartNew(), limit);

    /// <summary>From here on a read waits for as long as the peer takes.</summary>
    public void EndDeadline()
    {
        _deadline = null;
        socket.ReceiveTimeout = 0;
    }

    /// <summary>Reads exactly <paramref name="length"/> bytes, which the caller has checked against a limit.</summary>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    public byte[] ReadBytes(int length)
    {
        // Memory follows the bytes that arrived, not the length the peer announced.
        var bytes = new byte[Math.Min(length, FirstAllocation)];
        var filled = 0;
        while (filled < length)
        {
            if (filled == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            filled += ReadSome(bytes.AsSpan(filled));
        }
        return bytes;
    }

    /// <summary>Reads one frame.</summary>
    /// <param name="room">How many bytes the message may still grow by.</param>
    /// <exception cref="ZmtpException">Reserved flags are set or the frame exceeds its limit.</exception>
    public (byte Flags, byte[] Body) ReadFrame(int room)
    {
        var flags = ReadBytes(1)[0];
        if ((flags & ~(ZmtpCodec.More | ZmtpCodec.Long | ZmtpCodec.Command)) != 0)
            throw new ZmtpException($"The peer sent a frame with the reserved flags 0x{flags:X2}.");
        var isCommand = (flags & ZmtpCodec.Command) != 0;
        if (isCommand && (flags & ZmtpCodec.More) != 0)
            throw new ZmtpException("The peer sent a command in more than one frame.");
        var length = (flags & ZmtpCodec.Long) != 0 ? BinaryPrimitives.ReadUInt64BigEndian(ReadBytes(8)) : ReadBytes(1)[0];
        var limit = isCommand ? limits.MaxCommandBytes : room;
        if (length > (ulong)limit)
            throw new ZmtpException($"The peer announced a frame of {length} bytes; at most {limit} are accepted here.");
        return (flags, ReadBytes((int)length));
    }

    private int ReadSome(Span<byte> target)
    {
        if (_start == _end && target.Length >= _buffer.Length)
            return Receive(target);
        if (_start == _end)
        {
            _end = Receive(_buffer);
            _start = 0;
        }
        var count = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(target);
        _start += count;
        return count;
    }

    private int Receive(Span<byte> target)
    {
        if (_deadline is var (since, limit))
            socket.ReceiveTimeout = Math.Max(1, (int)(limit - since.Elapsed).TotalMilliseconds);
        var count = socket.Receive(target);
        return count > 0 ? count : throw new EndOfStreamException("The peer closed the connection.");
    }
}
