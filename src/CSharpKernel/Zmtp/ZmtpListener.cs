using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CSharpKernel.Zmtp;

/// <summary>A bound ZMTP socket: accepts connections and reads each of them on a thread of its own.</summary>
public abstract class ZmtpListener : IDisposable
{
    private readonly string _socketType;
    private readonly string[] _peerTypes;
    private readonly Socket _listener;
    private readonly ConcurrentDictionary<Socket, ZmtpConnection?> _sockets = new();
    private volatile bool _disposed;

    private protected ZmtpListener(string socketType, string[] peerTypes, EndPoint endPoint, ZmtpLimits? limits, Action<string>? log)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _socketType = socketType;
        _peerTypes = peerTypes;
        Limits = limits ?? new ZmtpLimits();
        Log = log ?? (_ => { });
        var protocol = endPoint is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen();
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
    }

    /// <summary>Where the socket is bound; with port 0 asked for, the port that was given.</summary>
    public EndPoint EndPoint => _listener.LocalEndPoint!;

    /// <summary>How many connections are open, those still in their handshake included.</summary>
    public int ConnectionCount => _sockets.Count;

    /// <summary>What peers may send.</summary>
    protected ZmtpLimits Limits { get; }

    /// <summary>Receives one line for each peer that was turned away.</summary>
    protected Action<string> Log { get; }

    /// <summary>The largest message a peer may send here.</summary>
    private protected virtual int MaxMessageBytes => Limits.MaxMessageBytes;

    /// <summary>Starts accepting connections.</summary>
    public void Start() => StartThread(Accept, $"{_socketType} {EndPoint}");

    /// <summary>Sends what is queued to every peer, waits until they have it or the time is over, then closes.</summary>
    /// <param name="linger">The longest time to wait.</param>
    public void Close(TimeSpan linger)
    {
        _disposed = true;
        _listener.Dispose();
        foreach (var connection in _sockets.Values)
            connection?.CloseAfterSending();
        // The peer closes its side once it has read everything; closing before that could reset the connection under its feet.
        SpinWait.SpinUntil(() => _sockets.IsEmpty, linger);
        Dispose();
    }

    /// <summary>Closes the socket and all its connections at once.</summary>
    public void Dispose()
    {
        _disposed = true;
        _listener.Dispose();
        foreach (var (socket, connection) in _sockets)
        {
            connection?.Dispose();
            socket.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    private protected virtual void OnConnected(ZmtpConnection connection) { }

    private protected abstract void OnMessage(ZmtpConnection connection, List<byte[]> frames);

    private protected virtual void OnDisconnected(ZmtpConnection connection) { }

    private static void StartThread(Action body, string name) =>
        new Thread(() => body(), maxStackSize: 512 << 10) { IsBackground = true, Name = name }.Start();

    private void Accept()
    {
        while (!_disposed)
        {
            try
            {
                var socket = _listener.Accept();
                if (_sockets.Count >= Limits.MaxConnections)
                {
                    Log($"{_socketType} {EndPoint} serves {Limits.MaxConnections} connections already and refused another.");
                    socket.Dispose();
                    continue;
                }
                _sockets[socket] = null;
                StartThread(() => Serve(socket), $"{_socketType} reader");
            }
            catch (SocketException e) when (!_disposed)
            {
                // A peer that left before it was accepted, or no free file handle: neither ends the service.
                Log($"{_socketType} {EndPoint} could not accept a connection: {e.Message}");
                SpinWait.SpinUntil(() => _disposed, TimeSpan.FromMilliseconds(50));
            }
            catch (Exception e) when (_disposed && e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Serve(Socket socket)
    {
        ZmtpConnection? connection = null;
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            connection = ZmtpConnection.Open(socket, _socketType, [], Limits);
            if (!_peerTypes.Contains(connection.PeerType))
                throw new ZmtpException($"A {_socketType} socket takes {string.Join(", ", _peerTypes)}; the peer is {connection.PeerType}.");
            _sockets[socket] = connection;
            OnConnected(connection);
            while (!_disposed)
                OnMessage(connection, connection.Receive(MaxMessageBytes));
        }
        catch (EndOfStreamException)
        {
        }
        catch (Exception e) when (e is ZmtpException or SocketException or ObjectDisposedException)
        {
            if (!_disposed)
                Log($"{_socketType}: connection closed. {e.Message}");
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            if (connection is not null)
                OnDisconnected(connection);
            connection?.Dispose();
            socket.Dispose();
        }
    }
}
