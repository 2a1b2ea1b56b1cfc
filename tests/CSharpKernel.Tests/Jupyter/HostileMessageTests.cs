using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using CSharpKernel.Tests.Zmtp;
using CSharpKernel.Zmtp;

namespace CSharpKernel.Tests.Jupyter;

/// <summary>Messages that no honest client sends: nothing of theirs is executed, and the kernel goes on.</summary>
[Collection(MeasuresMemory.Name)]
public class HostileMessageTests
{
    private const int Mutations = 10_000;
    private const string Key = "a secret key";
    private const string Mark = "a hostile cell ran";

    [Fact]
    public void Ten_thousand_mutated_messages_execute_nothing()
    {
        AppContext.SetData(Mark, null);
        var (server, ports) = StartServer();
        using var _ = server;
        using var shell = TestClient.Connect(ports.ShellPort, "DEALER");
        using var control = TestClient.Connect(ports.ControlPort, "DEALER");
        AssertServes(shell);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var random = new Random(7);
        var codec = new MessageCodec(Key);
        var wrongKey = new MessageCodec("another key");

        for (var i = 0; i < Mutations; i++)
        {
            var frames = (i % 10 == 0 ? wrongKey : codec).Encode([], "execute_request", null, HostileCell());
            if (i % 10 != 0)
                Mutate(random, frames);
            (i % 2 == 0 ? shell : control).Send(ZmtpCodec.EncodeMessage(frames));
        }

        AssertServes(shell);
        AssertServes(control);
        Assert.Null(AppContext.GetData(Mark));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 16 << 20, $"memory grew by {growth} bytes");
    }

    [Fact]
    public void The_same_cell_unchanged_is_executed()
    {
        AppContext.SetData(Mark, null);
        var (server, ports) = StartServer();
        using var _ = server;
        using var shell = TestClient.Connect(ports.ShellPort, "DEALER");

        shell.Send(ZmtpCodec.EncodeMessage(new MessageCodec(Key).Encode([], "execute_request", null, HostileCell())));
        shell.Receive(1 << 20);

        Assert.Equal(1, AppContext.GetData(Mark));
    }

    [Theory]
    [InlineData("execute_request", "{}")]
    [InlineData("execute_request", """{"code":5}""")]
    [InlineData("execute_request", """{"code":"1","user_expressions":[1]}""")]
    [InlineData("complete_request", """{"code":"abc","cursor_pos":-5}""")]
    [InlineData("complete_request", """{"code":"abc","cursor_pos":2147483647}""")]
    [InlineData("inspect_request", """{"code":null}""")]
    [InlineData("history_request", """{"hist_access_type":"all"}""")]
    [InlineData("history_request", """{"hist_access_type":"tail","n":-3}""")]
    [InlineData("history_request", """{"hist_access_type":"search","pattern":"((((*"}""")]
    [InlineData("is_complete_request", "{}")]
    public void A_signed_request_with_odd_content_is_answered(string type, string content)
    {
        var (server, ports) = StartServer();
        using var _ = server;
        using var shell = TestClient.Connect(ports.ShellPort, "DEALER");

        shell.Send(ZmtpCodec.EncodeMessage(new MessageCodec(Key).Encode([], type, null, JsonNode.Parse(content)!.AsObject())));

        Assert.Contains("\"status\":", Encoding.UTF8.GetString(shell.Receive(1 << 20)[^1]), StringComparison.Ordinal);
        AssertServes(shell);
    }

    private static JsonObject HostileCell() => new() { ["code"] = $"AppContext.SetData(\"{Mark}\", 1);" };

    private static (KernelServer Server, ConnectionInfo Ports) StartServer()
    {
        var server = new KernelServer(new ConnectionInfo { Key = Key });
        return (server, server.Connection);
    }

    private static void AssertServes(ZmtpConnection connection)
    {
        connection.Send(ZmtpCodec.EncodeMessage(new MessageCodec(Key).Encode([], "kernel_info_request", null, [])));
        Assert.Contains("CSharpKernel", Encoding.UTF8.GetString(connection.Receive(1 << 20)[^1]), StringComparison.Ordinal);
    }

    /// <summary>Changes at least one byte that the signature covers, or the structure around it.</summary>
    private static void Mutate(Random random, List<byte[]> frames)
    {
        const int Signature = 1;
        var at = random.Next(Signature, frames.Count);
        switch (random.Next(5))
        {
            case 0:
                frames.RemoveAt(at);
                break;
            case 1:
                frames[at] = frames[at][..random.Next(frames[at].Length)];
                break;
            case 2:
                frames[at] = [.. frames[at], (byte)random.Next(256)];
                break;
            case 3:
                frames.Insert(at, "inserted"u8.ToArray());
                break;
            default:
                frames[at] = [.. frames[at]];
                frames[at][random.Next(frames[at].Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
    }
}
