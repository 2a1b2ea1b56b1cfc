using System.Net.Sockets;
using System.Text;

namespace CSharpKernel.Zmtp;

/// <summary>One ZMTP 3.1 connection with the NULL mechanism: a blocking reader and a queue that a writer thread empties.</summary>
/// <remarks>The handshake is the same on both sides, so the accepting and the connecting side share this class. Source: ZeroMQ RFC 37/ZMTP.</remarks>
public sealed class ZmtpConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly ZmtpLimits _limits;
    private readonly ZmtpReader _reader;
    private readonly ZmtpSendQueue _queue = new();
    private readonly bool _isPublisher;

    private ZmtpConnection(Socket socket, string socketType, ZmtpLimits limits)
    {
        _socket = socket;
        _limits = limits;
        _reader = new ZmtpReader(socket, limits);
        _isPublisher = socketType is "PUB" or "XPUB";
    }

    /// <summary>The peer's socket type, such as <c>DEALER</c>.</summary>
    public string PeerType { get; private set; } = "";

    /// <summary>The identity the peer announced; empty when it announced none.</summary>
    public byte[] PeerIdentity { get; private set; } = [];

    /// <summary>Exchanges greetings and READY commands over a connected socket, then starts the writer.</summary>
    /// <param name="socket">A connected stream socket, which the connection owns from here on.</param>
    /// <param name="socketType">This side's socket type, such as <c>ROUTER</c>.</param>
    /// <param name="identity">This side's identity, or empty.</param>
    /// <param name="limits">What the peer may send.</param>
    /// <exception cref="ZmtpException">The peer does not speak ZMTP 3 with the NULL mechanism.</exception>
    /// <exception cref="SocketException">The handshake took longer than its limit, or the connection broke.</exception>
    public static ZmtpConnection Open(Socket socket, string socketType, byte[] identity, ZmtpLimits limits)
    {
        if (socket.ProtocolType == ProtocolType.Tcp)
            socket.NoDelay = true;
        var connection = new ZmtpConnection(socket, socketType, limits);
        connection.Handshake(socketType, identity);
        new Thread(connection.Write, maxStackSize: 256 << 10) { IsBackground = true, Name = $"{socketType} writer" }.Start();
        return connection;
    }

    /// <summary>Waits for the next message. PING is answered here; SUBSCRIBE and CANCEL come out in their message form.</summary>
    /// <returns>The message's frames.</returns>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    /// <exception cref="ZmtpException">The peer broke the protocol or a limit.</exception>
    public List<byte[]> Receive(int maxMessageBytes)
    {
        var frames = new List<byte[]>();
        var room = maxMessageBytes;
        while (true)
        {
            var (flags, body) = _reader.ReadFrame(room);
            if ((flags & ZmtpCodec.Command) != 0)
            {
                if (HandleCommand(body) is { } subscription)
                    return [subscription];
                continue;
            }
            frames.Add(body);
            room -= body.Length;
            if (frames.Count > _limits.MaxFrames)
                throw new ZmtpException($"The peer sent a message of more than {_limits.MaxFrames} frames.");
            if ((flags & ZmtpCodec.More) == 0)
                return frames;
        }
    }

    /// <summary>Queues an encoded message for the writer.</summary>
    /// <param name="wire">What <see cref="ZmtpCodec"/> encoded.</param>
    /// <param name="highWaterMark">Queued bytes above which the message is refused as a whole.</param>
    /// <returns>Whether the message was queued.</returns>
    public bool Send(byte[] wire, long highWaterMark = long.MaxValue) => _queue.TryAdd(wire, highWaterMark);

    /// <summary>Waits until all that was queued has been handed to the operating system.</summary>
    /// <returns>Whether that happened in time.</returns>
    public bool Flush(TimeSpan timeout) => _queue.WaitUntilEmpty(timeout);

    /// <summary>Stops accepting messages; the writer sends what is queued and then signals the end to the peer.</summary>
    public void CloseAfterSending() => _queue.Close();

    /// <summary>Closes the connection at once and forgets what is still queued.</summary>
    public void Dispose()
    {
        _queue.Discard();
        _socket.Dispose();
    }

    private void Handshake(string socketType, byte[] identity)
    {
        _reader.BeginDeadline(_limits.HandshakeTimeout);
        _socket.SendTimeout = (int)_limits.HandshakeTimeout.TotalMilliseconds;
        SendAll(ZmtpGreeting.Create());
        ZmtpGreeting.ParseMinorVersion(_reader.ReadBytes(ZmtpGreeting.Length));
        var properties = ZmtpCodec.EncodeProperties(("Socket-Type", Encoding.ASCII.GetBytes(socketType)), ("Identity", identity));
        SendAll(ZmtpCodec.EncodeCommand("READY", properties));
        var (flags, body) = _reader.ReadFrame(room: 0);
        if ((flags & ZmtpCodec.Command) == 0 || ZmtpCodec.ParseCommand(body) is not ("READY", var data))
            throw new ZmtpException("The peer did not send READY after its greeting.");
        var peer = ZmtpCodec.ParseProperties(data);
        PeerType = Encoding.ASCII.GetString(peer.GetValueOrDefault("Socket-Type", []));
        PeerIdentity = peer.GetValueOrDefault("Identity", []);
        if (PeerIdentity.Length > byte.MaxValue)
            throw new ZmtpException($"The peer's identity has {PeerIdentity.Length} bytes; at most 255 are allowed.");
        _reader.EndDeadline();
        _socket.SendTimeout = 0;
    }

    private byte[]? HandleCommand(byte[] body)
    {
        var (name, data) = ZmtpCodec.ParseCommand(body);
        switch (name)
        {
            case "PING":
                Pong(data);
                return null;
            case "SUBSCRIBE" when _isPublisher:
                return [1, .. data];
            case "CANCEL" when _isPublisher:
                return [0, .. data];
            case "ERROR":
                throw new ZmtpException("The peer reported an error and gave up.");
            default:
                return null;
        }
    }

    private void Pong(byte[] ping)
    {
        const int TimeToLive = 2;
        const int MaxContext = 16;
        if (ping.Length is < TimeToLive or > TimeToLive + MaxContext)
            throw new ZmtpException($"The peer sent a PING with {ping.Length} bytes; it has 2 to 18.");
        Send(ZmtpCodec.EncodeCommand("PONG", ping.AsSpan(TimeToLive)));
        // A peer that pings without reading waits here instead of filling the queue.
        _queue.WaitUntilEmpty(Timeout.InfiniteTimeSpan);
    }

    private void Write()
    {
        try
        {
            while (_queue.Take() is { } wire)
            {
                SendAll(wire);
                _queue.Written(wire);
            }
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Dispose();
        }
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }
}
