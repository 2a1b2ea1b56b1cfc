using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>One open channel between code in the kernel and code in the front end, such as a widget.</summary>
/// <remarks>Handlers run between cells, never at the same time as one. Source: "Messaging in Jupyter", section "Custom messages".</remarks>
public sealed class Comm
{
    private readonly Action<string, JsonObject, IReadOnlyList<byte[]>> _send;

    internal Comm(string id, string target, Action<string, JsonObject, IReadOnlyList<byte[]>> send)
    {
        Id = id;
        Target = target;
        _send = send;
    }

    /// <summary>The channel's identity, shared by both sides.</summary>
    public string Id { get; }

    /// <summary>The name under which the other side looked for a handler.</summary>
    public string Target { get; }

    /// <summary>Raised with the data and the binary buffers of each message from the front end.</summary>
    public event Action<JsonObject, IReadOnlyList<byte[]>>? Received;

    /// <summary>Raised when the front end closes the channel.</summary>
    public event Action<JsonObject>? Closed;

    /// <summary>Sends a message to the front end.</summary>
    /// <param name="data">The message.</param>
    /// <param name="buffers">Binary frames that follow it.</param>
    public void Send(JsonObject data, params IReadOnlyList<byte[]> buffers) => _send("comm_msg", Content(data), buffers);

    internal void Open(JsonObject data) => _send("comm_open", Content(data, ("target_name", Target)), []);

    internal void Close(JsonObject data) => _send("comm_close", Content(data), []);

    internal void OnReceived(JsonObject data, IReadOnlyList<byte[]> buffers) => Received?.Invoke(data, buffers);

    internal void OnClosed(JsonObject data) => Closed?.Invoke(data);

    private JsonObject Content(JsonObject data, params (string Name, string Value)[] more)
    {
        var content = new JsonObject { ["comm_id"] = Id, ["data"] = data.DeepClone() };
        foreach (var (name, value) in more)
            content[name] = value;
        return content;
    }
}
