using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace InitLab.Primitives.Kernels;

/// <summary>A fixed team of background threads that runs parallel loops without allocating.</summary>
/// <remarks>
/// One 64-bit word holds the loop's serial number (high half) and how many of its indices nobody has claimed yet (low half).
/// A thread reads the word, then the loop's description, then claims an index by compare-and-swap on the word. The swap can only
/// succeed while that same loop still has an unclaimed index, so the description read before it is that loop's own.
/// The caller claims indices like any other thread; it never depends on a helper waking up, only on claimed indices being finished.
/// </remarks>
internal sealed unsafe class WorkerTeam : IDisposable
{
    // Long enough to bridge the serial work between two kernels of a training step, short enough not to starve other processes.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private readonly Lock starting = new();
    private readonly object gate = new();
    private int busy;
    private int parked;
    private bool started;
    private volatile bool disposed;

    private long ticket;
    private int pending;
    private int count;
    private void* body;
    private delegate*<void*, int, void> invoke;
    private Exception? failure;

    /// <summary>Describes a team; its threads start with the first loop.</summary>
    /// <param name="threads">How many threads run a loop, the caller included.</param>
    public WorkerTeam(int threads) => Count = Math.Max(1, threads);

    /// <summary>How many threads run a loop, the caller included.</summary>
    public int Count { get; }

    /// <summary>Runs the body for every index; on the caller alone if the team is already running a loop (of another thread, or one this call is nested in).</summary>
    /// <remarks>If bodies throw, every other index still runs, and one of the exceptions reaches the caller.</remarks>
    public void For<TBody>(int indices, ref TBody work)
        where TBody : struct, IParallelBody
    {
        if (indices <= 1 || Count == 1)
        {
            RunHere(indices, ref work);
            return;
        }

        EnsureStarted();
        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            RunHere(indices, ref work);
            return;
        }

#pragma warning disable CS8500 // The body stays where it is until every claimed index is finished, which is before this block ends.
        fixed (TBody* pinned = &work)
#pragma warning restore CS8500
        {
            Publish(indices, pinned, &InvokeBody<TBody>);
            RunClaimed();
            AwaitHelpers();
        }

        var thrown = failure;
        failure = null;
        Volatile.Write(ref busy, 0);
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    /// <summary>Runs the body for every index on the calling thread.</summary>
    public static void RunHere<TBody>(int indices, ref TBody work)
        where TBody : struct, IParallelBody
    {
        for (var i = 0; i < indices; i++)
            work.Invoke(i);
    }

    /// <summary>Lets the team's threads end.</summary>
    public void Dispose()
    {
        disposed = true;
        WakeParked();
    }

    private static void InvokeBody<TBody>(void* body, int index)
        where TBody : struct, IParallelBody => Unsafe.AsRef<TBody>(body).Invoke(index);

    private void Publish(int indices, void* work, delegate*<void*, int, void> call)
    {
        count = indices;
        body = work;
        invoke = call;
        pending = indices;
        var serial = (Volatile.Read(ref ticket) >>> 32) + 1;

        // A full fence: either a helper about to park sees this ticket, or we see that it has parked.
        Interlocked.Exchange(ref ticket, (serial << 32) | (uint)indices);
        if (Volatile.Read(ref parked) > 0)
            WakeParked();
    }

    private void RunClaimed()
    {
        while (true)
        {
            var seen = Volatile.Read(ref ticket);
            var unclaimed = (uint)seen;
            if (unclaimed == 0)
                return;
            var call = invoke;
            var work = body;
            var index = count - (int)unclaimed;
            if (Interlocked.CompareExchange(ref ticket, seen - 1, seen) == seen)
                RunOne(call, work, index);
        }
    }

    private void RunOne(delegate*<void*, int, void> call, void* work, int index)
    {
        try
        {
            call(work, index);
        }
        catch (Exception thrown)
        {
            Interlocked.CompareExchange(ref failure, thrown, null);
        }

        Interlocked.Decrement(ref pending);
    }

    private void AwaitHelpers()
    {
        var spinner = default(SpinWait);
        while (Volatile.Read(ref pending) > 0)
            spinner.SpinOnce(sleep1Threshold: -1);
    }

    private void EnsureStarted()
    {
        if (Volatile.Read(ref started))
            return;
        lock (starting)
        {
            if (started)
                return;
            for (var i = 1; i < Count; i++)
                new Thread(Help) { IsBackground = true, Name = $"InitLab kernel {i}" }.Start();
            Volatile.Write(ref started, true);
        }
    }

    private void Help()
    {
        while (!disposed)
        {
            RunClaimed();
            if (!SpinForWork())
                Park();
        }
    }

    private bool SpinForWork()
    {
        var until = Stopwatch.GetTimestamp() + SpinTicks;
        while (Stopwatch.GetTimestamp() < until)
        {
            if (HasWork)
                return true;
            Thread.SpinWait(8);
        }

        return false;
    }

    private bool HasWork => (uint)Volatile.Read(ref ticket) != 0;

    private void Park()
    {
        lock (gate)
        {
            Interlocked.Increment(ref parked);
            while (!HasWork && !disposed)
                Monitor.Wait(gate);
            Interlocked.Decrement(ref parked);
        }
    }

    private void WakeParked()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }
}
