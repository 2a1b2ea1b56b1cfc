using System.Collections.Concurrent;

namespace CSharpKernel.Execution;

/// <summary>Runs cells first in, first out, on a thread of their own.</summary>
internal sealed class CellQueue : IDisposable
{
    // Deep recursion in a cell deserves an error rather than the end of the process; see Checkpoint.
    private const int StackSize = 16 * 1024 * 1024;

    private readonly BlockingCollection<PendingCell> cells = [];
    private readonly Func<PendingCell, CellResult> run;

    public CellQueue(Func<PendingCell, CellResult> run)
    {
        this.run = run;
        new Thread(Work, StackSize) { IsBackground = true, Name = "C# cells" }.Start();
    }

    public void Add(PendingCell cell) => cells.Add(cell);

    public void Dispose() => cells.CompleteAdding();

    private void Work()
    {
        foreach (var cell in cells.GetConsumingEnumerable())
        {
            try
            {
                cell.Completion.SetResult(run(cell));
            }
            catch (Exception failure)
            {
                cell.Completion.SetException(failure);
            }
        }
    }
}
