using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>Asks the client whose cell is running for input, one question at a time.</summary>
internal sealed class StdinChannel(Func<Request, JsonObject, bool> ask, Func<Request?> running)
{
    private TaskCompletionSource<string?>? _pending;

    /// <summary>Sends an input_request and waits for its reply.</summary>
    /// <exception cref="InvalidOperationException">No client can be asked.</exception>
    public async Task<string?> AskAsync(InputRequest input, CancellationToken cancellation)
    {
        // A reply runs its continuation here rather than on the connection's reader.
        var pending = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Replies that come late, for a question given up, find no one waiting and are dropped.
        Volatile.Write(ref _pending, pending);
        var content = new JsonObject { ["prompt"] = input.Prompt, ["password"] = input.Password };
        if (running() is not { } request || !ask(request, content))
            throw new InvalidOperationException("The cell asks for input, but the client that sent it does not listen for such questions. Set the value in the cell instead.");
        try
        {
            return await pending.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.CompareExchange(ref _pending, null, pending);
        }
    }

    /// <summary>Takes a message from the stdin channel.</summary>
    public void Receive(Request message)
    {
        if (message.Type == "input_reply")
            Interlocked.Exchange(ref _pending, null)?.TrySetResult(message.TextOrNull("value"));
    }
}
