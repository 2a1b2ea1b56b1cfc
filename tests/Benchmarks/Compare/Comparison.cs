using System.Diagnostics;
using System.Globalization;
using Benchmarks.Workloads;

namespace Benchmarks.Compare;

/// <summary>Times ours and PyTorch on identical workloads, turn about, so that both see the same machine.</summary>
internal static class Comparison
{
    private const string CoreOption = "--openblas-core";

    // Runtime compilation needs some repetitions before the code is final.
    private const double WarmUpSeconds = 1.5;

    // The threads of PyTorch's libraries keep looking for work for a while; they must not take a core from ours.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Prints one line for each workload: name, our seconds, PyTorch's seconds, ratio.</summary>
    /// <param name="arguments">Names of workloads, all if there are none; <c>--openblas-core NAME</c> makes PyTorch use those OpenBLAS kernels.</param>
    /// <param name="output">Gets the lines.</param>
    /// <param name="messages">Gets what is said beside them.</param>
    /// <returns>The exit code: 0, or 2 for an unknown workload.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter messages)
    {
        var at = Array.IndexOf(arguments, CoreOption);
        if (at == arguments.Length - 1 && at >= 0)
            return Fail(messages, $"{CoreOption} takes the name of an OpenBLAS kernel, such as SKYLAKEX.");
        var core = at < 0 ? null : arguments[at + 1];
        string[] names = at < 0 ? arguments : [.. arguments[..at], .. arguments[(at + 2)..]];
        if (names.FirstOrDefault(n => Workload.All.All(w => w.Name != n)) is { } unknown)
            return Fail(messages, $"There is no workload '{unknown}'; there are {string.Join(", ", Workload.All.Select(w => w.Name))}.");

        using var peer = Peer.Start(core);
        messages.WriteLine(peer?.Description ?? "No Python with PyTorch was found, so only ours is timed; on Debian: apt-get install -y python3-torch libopenblas0-pthread");
        foreach (var workload in Workload.All.Where(w => names.Length == 0 || names.Contains(w.Name)))
            output.WriteLine(Line(workload, peer));
        return 0;
    }

    private static string Line(Workload workload, Peer? peer)
    {
        var action = workload.Prepare();
        WarmUp(() => Time(action, workload.Repeats));
        if (peer is not null)
            WarmUp(() => peer.Run(workload.Name, workload.Repeats));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < workload.Rounds; round++)
        {
            Thread.Sleep(Pause);
            ours.Add(Time(action, workload.Repeats));
            if (peer is not null)
                theirs.Add(peer.Run(workload.Name, workload.Repeats));
        }

        return Format(workload.Name, Median(ours), theirs.Count > 0 ? Median(theirs) : null);
    }

    private static void WarmUp(Action round)
    {
        var start = Stopwatch.GetTimestamp();
        do
            round();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds);
    }

    private static double Time(Action action, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static string Format(string name, double ours, double? theirs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-20} {ours,12:g5} {(theirs is { } t ? t.ToString("g5", CultureInfo.InvariantCulture) : "-"),12} {(theirs is { } u ? (ours / u).ToString("0.000", CultureInfo.InvariantCulture) : "-"),8}");

    private static int Fail(TextWriter messages, string message)
    {
        messages.WriteLine(message);
        return 2;
    }
}
