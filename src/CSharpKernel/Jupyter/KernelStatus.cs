namespace CSharpKernel.Jupyter;

/// <summary>Publishes busy and idle around every request.</summary>
/// <remarks>
/// Front ends show the last state they saw. A request that is answered while a cell runs would leave them at idle,
/// so its idle is followed by the running cell's busy.
/// </remarks>
internal sealed class KernelStatus(Wire wire)
{
    private readonly Lock _gate = new();
    private Request? _running;

    /// <summary>The cell or comm message being run, or null.</summary>
    public Request? Running => Volatile.Read(ref _running);

    /// <summary>A cell or a comm message begins.</summary>
    public void Begin(Request request)
    {
        lock (_gate)
        {
            _running = request;
            wire.PublishStatus("busy", request);
        }
    }

    /// <summary>It has ended, and its reply has been sent.</summary>
    public void End()
    {
        lock (_gate)
        {
            wire.PublishStatus("idle", _running);
            _running = null;
        }
    }

    /// <summary>Runs <paramref name="handle"/> for a request that need not wait for cells.</summary>
    public void Around(Request request, Action handle)
    {
        wire.PublishStatus("busy", request);
        handle();
        lock (_gate)
        {
            wire.PublishStatus("idle", request);
            if (_running is not null)
                wire.PublishStatus("busy", _running);
        }
    }
}
