using System.Diagnostics.CodeAnalysis;

namespace CSharpKernel.Execution;

/// <summary>Runs cells first in, first out, on a thread of their own.</summary>
internal sealed class CellQueue : IDisposable
{
    // Recursion without end is an error when this is used up (see Checkpoint), and unwinding more would take many seconds.
    private const int StackSize = 4 * 1024 * 1024;

    private readonly object gate = new();
    private readonly LinkedList<PendingCell> cells = new();
    private readonly Action<PendingCell> run;
    private Thread worker;
    private bool closed;

    public CellQueue(Action<PendingCell> run)
    {
        this.run = run;
        StartWorker();
    }

    public void Add(PendingCell cell)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(Session));
            cells.AddLast(cell);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Takes every waiting cell out of the queue.</summary>
    public IReadOnlyList<PendingCell> Clear()
    {
        lock (gate)
        {
            PendingCell[] waiting = [.. cells];
            cells.Clear();
            return waiting;
        }
    }

    /// <summary>Leaves a cell that does not come back to its thread and goes on with the next on another.</summary>
    public void Abandon(Thread lost)
    {
        lock (gate)
        {
            if (worker == lost)
                StartWorker();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    [MemberNotNull(nameof(worker))]
    private void StartWorker()
    {
        worker = new Thread(Work, StackSize) { IsBackground = true, Name = "C# cells" };
        worker.Start();
    }

    private void Work()
    {
        while (Next() is { } cell)
        {
            try
            {
                run(cell);
            }
            catch (Exception failure)
            {
                // A fault of the kernel or of whoever receives the outputs must not end the thread that cells run on.
                cell.Completion.TrySetException(failure);
            }
        }
    }

    private PendingCell? Next()
    {
        lock (gate)
        {
            while (cells.Count == 0 && !closed && worker == Thread.CurrentThread)
                Monitor.Wait(gate);
            if (closed || worker != Thread.CurrentThread)
                return null;
            var next = cells.First!.Value;
            cells.RemoveFirst();
            return next;
        }
    }
}
