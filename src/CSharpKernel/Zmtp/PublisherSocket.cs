using System.Collections.Concurrent;
using System.Net;

namespace CSharpKernel.Zmtp;

/// <summary>An XPUB socket: sends each message to the peers that subscribed to a prefix of its first frame, and reports subscriptions.</summary>
public sealed class PublisherSocket : ZmtpListener
{
    private const byte Subscribe = 1;

    private readonly ConcurrentDictionary<ZmtpConnection, TopicSet> _subscribers = new();
    private readonly Func<byte[], IReadOnlyList<byte[]>?>? _welcome;

    /// <summary>Binds the socket; <see cref="ZmtpListener.Start"/> begins to accept.</summary>
    /// <param name="endPoint">Where to listen.</param>
    /// <param name="welcome">Given a topic, the message its new subscriber alone gets first, or null for none.</param>
    /// <param name="limits">What peers may send; null for the defaults.</param>
    /// <param name="log">Gets a line for each peer turned away and each message dropped.</param>
    public PublisherSocket(EndPoint endPoint, Func<byte[], IReadOnlyList<byte[]>?>? welcome = null, ZmtpLimits? limits = null, Action<string>? log = null)
        : base("XPUB", ["SUB", "XSUB"], endPoint, limits, log) =>
        _welcome = welcome;

    private protected override int MaxMessageBytes => Limits.MaxCommandBytes;

    /// <summary>How many connections hold at least one subscription.</summary>
    public int SubscriberCount => _subscribers.Values.Count(topics => !topics.IsEmpty);

    /// <summary>Queues a message for every subscriber to its first frame. A subscriber too far behind misses the whole message.</summary>
    /// <param name="frames">The message, its topic first.</param>
    public void Send(IReadOnlyList<byte[]> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        byte[]? wire = null;
        foreach (var (connection, topics) in _subscribers)
        {
            if (!topics.Matches(frames[0]))
                continue;
            wire ??= ZmtpCodec.EncodeMessage(frames);
            if (!connection.Send(wire, Limits.HighWaterMarkBytes))
                Log($"XPUB: a subscriber with {Limits.HighWaterMarkBytes} unread bytes missed a message of {wire.Length} bytes.");
        }
    }

    private protected override void OnConnected(ZmtpConnection connection) =>
        _subscribers[connection] = new TopicSet(Limits.MaxSubscriptions);

    private protected override void OnMessage(ZmtpConnection connection, List<byte[]> frames)
    {
        if (frames is not [[var action and <= Subscribe, .. var topic]])
            return;
        var topics = _subscribers[connection];
        if (action != Subscribe)
            topics.Remove(topic);
        else if (topics.Add(topic, beforeFirstMatch: () => Welcome(connection, topic)) is false)
            throw new ZmtpException($"The peer holds more than {Limits.MaxSubscriptions} subscriptions.");
    }

    private protected override void OnDisconnected(ZmtpConnection connection) => _subscribers.TryRemove(connection, out _);

    private void Welcome(ZmtpConnection connection, byte[] topic)
    {
        if (_welcome?.Invoke(topic) is { } message)
            connection.Send(ZmtpCodec.EncodeMessage(message));
    }
}
