namespace CSharpKernel.Execution;

/// <summary>A cell in the queue.</summary>
internal sealed record PendingCell(string Code, CellOptions Options, Action<CellOutput> Output, CancellationToken Cancellation)
{
    public TaskCompletionSource<CellResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
