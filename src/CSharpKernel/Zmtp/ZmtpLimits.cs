namespace CSharpKernel.Zmtp;

/// <summary>What a socket accepts from its peers before it closes their connection, and how much it queues for them.</summary>
/// <remarks>A peer is unauthenticated until a higher layer has checked its messages, so every quantity it controls has a bound.</remarks>
public sealed record ZmtpLimits
{
    /// <summary>Bytes in one multipart message, all frames together. Default 256 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 256 << 20;

    /// <summary>Frames in one multipart message. Default 4096.</summary>
    public int MaxFrames { get; init; } = 4096;

    /// <summary>Bytes in one command frame (READY, SUBSCRIBE, PING). Default 4 KiB.</summary>
    public int MaxCommandBytes { get; init; } = 4 << 10;

    /// <summary>Distinct topics one subscriber may hold. Default 256.</summary>
    public int MaxSubscriptions { get; init; } = 256;

    /// <summary>Connections one socket serves at a time; a further one is closed as it arrives. Default 128.</summary>
    public int MaxConnections { get; init; } = 128;

    /// <summary>Bytes waiting for one subscriber above which a publisher drops whole messages. Default 256 MiB.</summary>
    public long HighWaterMarkBytes { get; init; } = 256 << 20;

    /// <summary>Time in which greeting and READY must arrive. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
