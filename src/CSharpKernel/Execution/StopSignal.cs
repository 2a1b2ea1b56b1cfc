namespace CSharpKernel.Execution;

/// <summary>Tells one cell to stop.</summary>
internal sealed class StopSignal
{
    private readonly CancellationTokenSource source = new();

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken Token => source.Token;

    public bool Requested => source.IsCancellationRequested;

    public void Request() => source.Cancel();
}
