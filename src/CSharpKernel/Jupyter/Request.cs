using System.Text.Json;
using CSharpKernel.Zmtp;

namespace CSharpKernel.Jupyter;

/// <summary>A verified message from a client.</summary>
internal sealed class Request
{
    /// <summary>The socket it came through, which takes the reply.</summary>
    public required RouterSocket Channel { get; init; }

    /// <summary>The frames that lead back to the client.</summary>
    public required IReadOnlyList<byte[]> Identities { get; init; }

    /// <summary>The header as received; it is echoed byte for byte as the parent of every answer.</summary>
    public required byte[] Header { get; init; }

    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>The id of the message this one answers, or empty.</summary>
    public required string ParentId { get; init; }

    public required JsonElement Content { get; init; }

    public required IReadOnlyList<byte[]> Buffers { get; init; }

    /// <summary>A field of the content that must be there.</summary>
    /// <exception cref="FormatException">It is missing or no string.</exception>
    public string Text(string name) =>
        TextOrNull(name) ?? throw new FormatException($"{Type}: the content needs a string named \"{name}\".");

    public string? TextOrNull(string name) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string name, bool otherwise) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;

    public int? Number(string name) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    public JsonElement? Object(string name) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
