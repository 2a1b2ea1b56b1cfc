namespace CSharpKernel.Execution;

/// <summary>A cell in the queue.</summary>
internal sealed record PendingCell(string Code, CellOptions Options, Action<CellOutput> Output, CancellationToken Cancellation)
{
    public TaskCompletionSource<CellResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the cell without running it.</summary>
    public void Abort(int executionCount) =>
        Completion.TrySetResult(new CellResult(CellStatus.Aborted, executionCount, TimeSpan.Zero, null, new Dictionary<string, ExpressionResult>()));
}
