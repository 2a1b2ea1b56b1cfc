using System.Net;
using System.Net.Sockets;
using CSharpKernel.Jupyter;

namespace CSharpKernel.Tests.Jupyter;

public class ConnectionInfoTests
{
    private const string Ports = """ "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5 """;

    [Fact]
    public void A_file_without_an_address_binds_to_loopback()
    {
        var info = Read($"{{ {Ports} }}");
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 1), info.EndPointFor(info.ShellPort));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 7), (info with { Ip = "" }).EndPointFor(7));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 7), (info with { Ip = "localhost" }).EndPointFor(7));
    }

    [Fact]
    public void All_fields_are_read()
    {
        var info = Read($$"""{ {{Ports}}, "ip": "0.0.0.0", "transport": "tcp", "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "x" }""");
        Assert.Equal((1, 2, 3, 4, 5, "k"), (info.ShellPort, info.IopubPort, info.StdinPort, info.ControlPort, info.HeartbeatPort, info.Key));
        Assert.Equal(new IPEndPoint(IPAddress.Any, 1), info.EndPointFor(1));
    }

    [Fact]
    public void The_ipc_transport_names_a_socket_by_path_and_port() =>
        Assert.Equal("/tmp/kernel-1", Assert.IsType<UnixDomainSocketEndPoint>(Read($$"""{ {{Ports}}, "ip": "/tmp/kernel", "transport": "ipc" }""").EndPointFor(1)).ToString());

    [Theory]
    [InlineData("not json", "connection file")]
    [InlineData("[]", "connection file")]
    [InlineData("{}", "shell_port")]
    [InlineData("""{ "shell_port": 99999 }""", "shell_port")]
    public void A_bad_file_is_an_error_that_says_what_is_missing(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_foreign_signature_scheme_is_refused() =>
        Assert.Contains("hmac-md5", Assert.Throws<InvalidDataException>(() => Read($$"""{ {{Ports}}, "signature_scheme": "hmac-md5" }""")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("no-such-file", Assert.Throws<InvalidDataException>(() => ConnectionInfo.Read("no-such-file")).Message, StringComparison.Ordinal);

    private static ConnectionInfo Read(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ConnectionInfo.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
