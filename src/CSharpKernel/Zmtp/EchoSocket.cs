using System.Net;

namespace CSharpKernel.Zmtp;

/// <summary>A REP socket that answers every request with the request itself, as Jupyter's heartbeat does.</summary>
/// <param name="endPoint">Where to listen.</param>
/// <param name="limits">What peers may send; null for the defaults.</param>
/// <param name="log">Gets a line for each peer turned away.</param>
public sealed class EchoSocket(EndPoint endPoint, ZmtpLimits? limits = null, Action<string>? log = null)
    : ZmtpListener("REP", ["REQ", "DEALER"], endPoint, limits, log)
{
    private protected override int MaxMessageBytes => Math.Min(1 << 20, Limits.MaxMessageBytes);

    private protected override void OnMessage(ZmtpConnection connection, List<byte[]> frames)
    {
        // All frames go back, the empty delimiter included.
        connection.Send(ZmtpCodec.EncodeMessage(frames));
        // A peer that asks without reading waits here instead of filling the queue.
        connection.Flush(Timeout.InfiniteTimeSpan);
    }
}
