using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using CSharpKernel.Zmtp;

namespace Benchmarks.Jupyter;

/// <summary>A kernel in a process of its own, and the least client that can time it.</summary>
internal sealed class KernelProcess : IDisposable
{
    private readonly string _connectionFile = Path.GetTempFileName();
    private readonly MessageCodec _codec = new("benchmark");
    private readonly Process _process;
    private readonly ZmtpConnection _shell;
    private readonly ZmtpConnection _iopub;

    /// <summary>Starts <c>course kernel start</c> and connects to it.</summary>
    public KernelProcess(string courseAssembly)
    {
        int[] ports = [.. FreePorts(5)];
        File.WriteAllText(_connectionFile, new JsonObject
        {
            ["ip"] = "127.0.0.1",
            ["transport"] = "tcp",
            ["key"] = "benchmark",
            ["shell_port"] = ports[0],
            ["iopub_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["control_port"] = ports[3],
            ["hb_port"] = ports[4],
        }.ToJsonString());
        Since = Stopwatch.StartNew();
        _process = Process.Start(new ProcessStartInfo("dotnet", [courseAssembly, "kernel", "start", "--connection-file", _connectionFile]))!;
        _shell = Connect(ports[0], "DEALER");
        _iopub = Connect(ports[1], "SUB");
        _iopub.Send(ZmtpCodec.EncodeCommand("SUBSCRIBE", []));
    }

    /// <summary>The time since the process was started.</summary>
    public Stopwatch Since { get; }

    /// <summary>Sends a request and waits for its reply.</summary>
    public JsonElement Ask(string type, JsonObject content)
    {
        _shell.Send(ZmtpCodec.EncodeMessage(_codec.Encode([], type, null, content)));
        return JsonElement.Parse(_shell.Receive(int.MaxValue)[^1]);
    }

    /// <summary>Runs a cell to its idle.</summary>
    /// <returns>The text of its result, or null if it has none.</returns>
    /// <exception cref="InvalidOperationException">The cell failed.</exception>
    public string? Execute(string code)
    {
        var reply = Ask("execute_request", new JsonObject { ["code"] = code });
        if (reply.GetProperty("status").GetString() != "ok")
            throw new InvalidOperationException($"{code}\n{reply}");
        string? result = null;
        while (true)
        {
            var message = _iopub.Receive(int.MaxValue);
            var content = JsonElement.Parse(message[^1]);
            if (content.TryGetProperty("data", out var data))
                result = data.GetProperty("text/plain").GetString();
            // The parent of what answers no request is empty.
            if (content.TryGetProperty("execution_state", out var state) && state.GetString() == "idle" && message[^3].Length > 2)
                return result;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _shell.Dispose();
        _iopub.Dispose();
        File.Delete(_connectionFile);
    }

    private ZmtpConnection Connect(int port, string socketType)
    {
        while (!_process.HasExited)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return ZmtpConnection.Open(socket, socketType, [], new ZmtpLimits());
            }
            catch (SocketException)
            {
                socket.Dispose();
                Thread.Sleep(5);
            }
        }
        throw new InvalidOperationException("The kernel ended before it listened.");
    }

    private static IEnumerable<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
