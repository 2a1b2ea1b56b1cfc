using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>What the kernel tells about itself.</summary>
internal static class KernelInfo
{
    private static readonly string Version = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);

    /// <summary>The content of a kernel_info_reply.</summary>
    public static JsonObject Describe() => new()
    {
        ["protocol_version"] = MessageCodec.ProtocolVersion,
        ["implementation"] = "CSharpKernel",
        ["implementation_version"] = Version,
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
            ["nbconvert_exporter"] = "script",
        },
        ["banner"] = $"C# 14 on .NET {Environment.Version}, CSharpKernel {Version}",
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
        ["help_links"] = new JsonArray(new JsonObject
        {
            ["text"] = "C# documentation",
            ["url"] = "https://learn.microsoft.com/dotnet/csharp/",
        }),
    };
}
