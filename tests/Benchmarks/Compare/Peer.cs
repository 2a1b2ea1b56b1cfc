using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Compare;

/// <summary>The process that does the workloads in PyTorch, one request at a time.</summary>
internal sealed class Peer : IDisposable
{
    // Settings that hold an OpenBLAS back on an old kernel; without them it takes the one it thinks best.
    private static readonly string[] Held = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3", "python"];

    private readonly Process process;

    private Peer(Process process, string description) => (this.process, Description) = (process, description);

    /// <summary>What runs: versions, threads and the kernels of its matrix product.</summary>
    public string Description { get; }

    /// <summary>Starts the peer on the first Python that has PyTorch, or gives null.</summary>
    /// <param name="openBlasCore">The OpenBLAS kernels to insist on; OpenBLAS's own choice if null.</param>
    public static Peer? Start(string? openBlasCore)
    {
        foreach (var python in Interpreters)
        {
            if (!HasTorch(python))
                continue;
            var blas = "unknown";
            var script = Path.Combine(AppContext.BaseDirectory, "peers", "torch_peer.py");
            var info = Info(python, script);
            info.Environment["OPENBLAS_VERBOSE"] = "2";
            if (openBlasCore is not null)
                info.Environment["OPENBLAS_CORETYPE"] = openBlasCore;
            var process = Process.Start(info)!;
            process.ErrorDataReceived += (_, line) => blas = line.Data?.StartsWith("Core:", StringComparison.Ordinal) == true ? line.Data[5..].Trim() : blas;
            process.BeginErrorReadLine();
            var hello = Read(process);
            return new Peer(process, $"PyTorch {hello.GetProperty("torch").GetString()}, {hello.GetProperty("threads").GetInt32()} threads, OpenBLAS kernels {blas}");
        }

        return null;
    }

    /// <summary>Does a workload and gives the seconds of one repetition.</summary>
    public double Run(string workload, int repeats)
    {
        process.StandardInput.WriteLine($"{workload} {repeats}");
        process.StandardInput.Flush();
        var answer = Read(process);
        return answer.TryGetProperty("seconds", out var seconds)
            ? seconds.GetDouble()
            : throw new InvalidOperationException($"the peer could not do {workload}: {answer.GetProperty("error").GetString()}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static bool HasTorch(string python)
    {
        try
        {
            using var probe = Process.Start(Info(python, "-c", "import torch"))!;
            probe.StandardInput.Close();
            probe.BeginErrorReadLine();
            probe.StandardOutput.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo Info(string python, params string[] arguments)
    {
        var info = new ProcessStartInfo(python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in Held)
            info.Environment.Remove(name);
        return info;
    }

    private static JsonElement Read(Process process) => process.StandardOutput.ReadLine() is { } line
        ? JsonDocument.Parse(line).RootElement
        : throw new InvalidOperationException("the PyTorch process ended without an answer; run it by hand to see why: peers/torch_peer.py.");
}
