using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CSharpKernel.Jupyter;

/// <summary>What a connection file says: where a kernel listens and with which key messages are signed.</summary>
/// <remarks>Source: "Making kernels for Jupyter", section "Connection files", in the jupyter_client documentation.</remarks>
public sealed record ConnectionInfo
{
    /// <summary>The address to bind; the loopback address unless the file names another.</summary>
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary><c>tcp</c>, or <c>ipc</c> for Unix domain sockets named <c>{Ip}-{port}</c>.</summary>
    public string Transport { get; init; } = "tcp";

    /// <summary>Port of the shell channel; 0 lets the system choose.</summary>
    public int ShellPort { get; init; }

    /// <summary>Port of the iopub channel.</summary>
    public int IopubPort { get; init; }

    /// <summary>Port of the stdin channel.</summary>
    public int StdinPort { get; init; }

    /// <summary>Port of the control channel.</summary>
    public int ControlPort { get; init; }

    /// <summary>Port of the heartbeat.</summary>
    public int HeartbeatPort { get; init; }

    /// <summary>The key for HMAC-SHA256; empty to sign nothing.</summary>
    public string Key { get; init; } = "";

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file a Jupyter front end wrote.</param>
    /// <exception cref="InvalidDataException">The file is missing, is not JSON, or lacks a field.</exception>
    public static ConnectionInfo Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The connection file \"{path}\" cannot be used: {e.Message} A Jupyter front end writes this file and passes its name in place of {{connection_file}}.", e);
        }
    }

    /// <summary>Where to bind the channel with this port.</summary>
    /// <exception cref="InvalidDataException">The address or the transport is none this kernel knows.</exception>
    public EndPoint EndPointFor(int port) => Transport switch
    {
        "ipc" => new UnixDomainSocketEndPoint($"{Ip}-{port}"),
        "tcp" when Ip is "" or "localhost" => new IPEndPoint(IPAddress.Loopback, port),
        "tcp" when Ip is "*" => new IPEndPoint(IPAddress.Any, port),
        "tcp" when IPAddress.TryParse(Ip, out var address) => new IPEndPoint(address, port),
        "tcp" => throw new InvalidDataException($"The connection file's ip is \"{Ip}\"; expected an address such as 127.0.0.1."),
        _ => throw new InvalidDataException($"The connection file's transport is \"{Transport}\"; expected tcp or ipc."),
    };

    private static ConnectionInfo Parse(JsonElement file)
    {
        var scheme = Text(file, "signature_scheme", "hmac-sha256");
        if (scheme is not ("hmac-sha256" or ""))
            throw new FormatException($"Its signature_scheme is \"{scheme}\"; this kernel signs with hmac-sha256.");
        return new ConnectionInfo
        {
            Ip = Text(file, "ip", "127.0.0.1"),
            Transport = Text(file, "transport", "tcp"),
            ShellPort = Port(file, "shell_port"),
            IopubPort = Port(file, "iopub_port"),
            StdinPort = Port(file, "stdin_port"),
            ControlPort = Port(file, "control_port"),
            HeartbeatPort = Port(file, "hb_port"),
            Key = Text(file, "key", ""),
        };
    }

    private static string Text(JsonElement file, string name, string otherwise) =>
        file.TryGetProperty(name, out var value) ? value.GetString() ?? otherwise : otherwise;

    private static int Port(JsonElement file, string name) =>
        file.TryGetProperty(name, out var value) && value.TryGetInt32(out var port) && port is >= 0 and <= 65535
            ? port
            : throw new FormatException($"It has no valid {name}.");
}
