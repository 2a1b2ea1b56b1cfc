using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>The open comms, and the targets to which a front end may open one.</summary>
public sealed class CommRegistry
{
    private readonly ConcurrentDictionary<string, Action<Comm, JsonObject>> _targets = new();
    private readonly ConcurrentDictionary<string, Comm> _comms = new();
    private readonly Action<string, JsonObject, IReadOnlyList<byte[]>> _send;

    internal CommRegistry(Action<string, JsonObject, IReadOnlyList<byte[]>> send) => _send = send;

    /// <summary>The registry of this process's kernel; null while no front end is served.</summary>
    public static CommRegistry? Current { get; internal set; }

    /// <summary>Lets front ends open comms to a target.</summary>
    /// <param name="target">The name they ask for.</param>
    /// <param name="opened">Gets each new comm and the data it was opened with.</param>
    public void Register(string target, Action<Comm, JsonObject> opened)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(opened);
        _targets[target] = opened;
    }

    /// <summary>Opens a comm from the kernel's side.</summary>
    /// <param name="target">The name of a handler in the front end.</param>
    /// <param name="data">What to open it with; null for nothing.</param>
    public Comm Open(string target, JsonObject? data = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        var comm = Add(Guid.NewGuid().ToString("N"), target);
        comm.Open(data ?? []);
        return comm;
    }

    /// <summary>Closes a comm from the kernel's side.</summary>
    /// <param name="comm">An open comm.</param>
    /// <param name="data">What to tell the front end; null for nothing.</param>
    public void Close(Comm comm, JsonObject? data = null)
    {
        ArgumentNullException.ThrowIfNull(comm);
        if (_comms.TryRemove(comm.Id, out _))
            comm.Close(data ?? []);
    }

    /// <summary>Answers a comm_info_request.</summary>
    internal JsonObject Info(string? target)
    {
        var open = _comms.Values.Where(comm => target is null or "" || comm.Target == target);
        var comms = new JsonObject();
        foreach (var comm in open)
            comms[comm.Id] = new JsonObject { ["target_name"] = comm.Target };
        return new JsonObject { ["comms"] = comms };
    }

    /// <summary>Takes comm_open, comm_msg or comm_close from a front end.</summary>
    internal void Receive(Request message)
    {
        var id = message.Text("comm_id");
        var data = message.Object("data") is { } sent ? JsonObject.Create(sent)! : [];
        if (message.Type == "comm_open")
            OnOpen(id, message.Text("target_name"), data);
        else if (message.Type == "comm_close" && _comms.TryRemove(id, out var closed))
            closed.OnClosed(data);
        else if (message.Type == "comm_msg" && _comms.TryGetValue(id, out var comm))
            comm.OnReceived(data, message.Buffers);
    }

    private void OnOpen(string id, string target, JsonObject data)
    {
        var comm = Add(id, target);
        if (_targets.TryGetValue(target, out var opened))
            opened(comm, data);
        else
            Close(comm);
    }

    private Comm Add(string id, string target) => _comms[id] = new Comm(id, target, _send);
}
