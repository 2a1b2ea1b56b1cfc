using System.Collections.Concurrent;
using System.Net;

namespace CSharpKernel.Zmtp;

/// <summary>A ROUTER socket: hands over each message with its sender's identity in front, and sends to an identity.</summary>
public sealed class RouterSocket : ZmtpListener
{
    private const int GeneratedIdentityLength = 5;

    private readonly Action<List<byte[]>> _received;
    private readonly ConcurrentDictionary<string, ZmtpConnection> _byIdentity = new();
    private readonly ConcurrentDictionary<ZmtpConnection, byte[]> _identities = new();
    private int _generated;

    /// <summary>Binds the socket; <see cref="ZmtpListener.Start"/> begins to accept.</summary>
    /// <param name="endPoint">Where to listen.</param>
    /// <param name="received">Gets each message, identity first. Called on the connection's reader thread, so it must return soon.</param>
    /// <param name="limits">What peers may send; null for the defaults.</param>
    /// <param name="log">Gets a line for each peer turned away.</param>
    public RouterSocket(EndPoint endPoint, Action<List<byte[]>> received, ZmtpLimits? limits = null, Action<string>? log = null)
        : base("ROUTER", ["DEALER", "REQ", "ROUTER"], endPoint, limits, log)
    {
        ArgumentNullException.ThrowIfNull(received);
        _received = received;
    }

    /// <summary>Queues a message for the peer its first frame names.</summary>
    /// <param name="frames">The peer's identity, then the message.</param>
    /// <returns>Whether such a peer is connected; the message is dropped otherwise.</returns>
    public bool Send(IReadOnlyList<byte[]> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return _byIdentity.TryGetValue(Convert.ToHexString(frames[0]), out var connection)
            && connection.Send(ZmtpCodec.EncodeMessage([.. frames.Skip(1)]));
    }

    private protected override void OnConnected(ZmtpConnection connection)
    {
        var identity = connection.PeerIdentity.Length > 0 ? connection.PeerIdentity : GenerateIdentity();
        _identities[connection] = identity;
        // A peer that reconnects under its identity takes over, even while its old connection has not been seen to end.
        _byIdentity[Convert.ToHexString(identity)] = connection;
    }

    private protected override void OnMessage(ZmtpConnection connection, List<byte[]> frames)
    {
        frames.Insert(0, _identities[connection]);
        _received(frames);
    }

    private protected override void OnDisconnected(ZmtpConnection connection)
    {
        if (_identities.TryRemove(connection, out var identity))
            _byIdentity.TryRemove(KeyValuePair.Create(Convert.ToHexString(identity), connection));
    }

    /// <summary>A first byte of 0 keeps generated identities apart from announced ones.</summary>
    private byte[] GenerateIdentity()
    {
        var identity = new byte[GeneratedIdentityLength];
        BitConverter.TryWriteBytes(identity.AsSpan(1), Interlocked.Increment(ref _generated));
        return identity;
    }
}
