using System.Diagnostics;

namespace CSharpKernel.Execution;

/// <summary>A cell that has started.</summary>
internal sealed record CellRun(PendingCell Cell, int Number, CellContext Context, Thread Thread, Stopwatch Clock)
{
    private int ended;

    /// <summary>True for the first who ends the cell: its own thread, or whoever gives up on that.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref ended, 1) == 0;
}
