namespace CSharpKernel.Zmtp;

/// <summary>The messages waiting for one connection's writer, counted in bytes.</summary>
internal sealed class ZmtpSendQueue
{
    private readonly Queue<byte[]> _messages = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly ManualResetEventSlim _empty = new(true);
    private long _bytes;
    private bool _closed;

    /// <summary>Appends an encoded message, unless the queue is closed or would pass the high-water mark.</summary>
    /// <returns>Whether the message was taken; an empty queue takes a message of any size.</returns>
    public bool TryAdd(byte[] wire, long highWaterMark)
    {
        lock (_gate)
        {
            if (_closed || (_bytes > 0 && _bytes + wire.Length > highWaterMark))
                return false;
            _messages.Enqueue(wire);
            _bytes += wire.Length;
            _empty.Reset();
        }
        _available.Release();
        return true;
    }

    /// <summary>Waits for the next message; null when the queue is closed and drained.</summary>
    public byte[]? Take()
    {
        _available.Wait();
        lock (_gate)
            return _messages.TryDequeue(out var wire) ? wire : null;
    }

    /// <summary>Says that a message returned by <see cref="Take"/> has been written.</summary>
    public void Written(byte[] wire)
    {
        lock (_gate)
        {
            _bytes -= wire.Length;
            if (_bytes == 0)
                _empty.Set();
        }
    }

    /// <summary>Waits until everything queued has been written, or the queue was discarded.</summary>
    public bool WaitUntilEmpty(TimeSpan timeout) => _empty.Wait(timeout);

    /// <summary>Takes no further message; those already queued are still written.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
        _available.Release();
    }

    /// <summary>Takes no further message and forgets those queued.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            _messages.Clear();
            _bytes = 0;
            _empty.Set();
        }
        Close();
    }
}
