using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Checking;

/// <summary>Compares JSON documents: numbers to a tolerance, all else exactly.</summary>
public static class JsonComparison
{
    /// <summary>The first difference, with the path to it; null when there is none.</summary>
    /// <param name="stored">The stored document.</param>
    /// <param name="now">The new document.</param>
    /// <param name="tolerance">How far numbers may be apart.</param>
    /// <param name="path">Where the documents stand in a larger one.</param>
    public static (string Stored, string Now)? Difference(JsonNode? stored, JsonNode? now, Tolerance tolerance, string path = "$") => (stored, now) switch
    {
        (JsonObject before, JsonObject after) => Members(before, after, tolerance, path),
        (JsonArray before, JsonArray after) when before.Count == after.Count => Items(before, after, tolerance, path),
        (JsonValue before, JsonValue after) when Same(before, after, tolerance) => null,
        (null, null) => null,
        _ => ($"{path} = {Brief(stored)}", $"{path} = {Brief(now)}"),
    };

    private static (string, string)? Members(JsonObject before, JsonObject after, Tolerance tolerance, string path) => before.Select(member => member.Key).Union(after.Select(member => member.Key))
        .Select(name => Difference(before[name], after[name], tolerance, $"{path}.{name}"))
        .FirstOrDefault(difference => difference is not null);

    private static (string, string)? Items(JsonArray before, JsonArray after, Tolerance tolerance, string path) => Enumerable.Range(0, before.Count)
        .Select(at => Difference(before[at], after[at], tolerance, $"{path}[{at}]"))
        .FirstOrDefault(difference => difference is not null);

    private static bool Same(JsonValue before, JsonValue after, Tolerance tolerance) => (before.GetValueKind(), after.GetValueKind()) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => tolerance.Accepts(before.GetValue<double>(), after.GetValue<double>()),
        (JsonValueKind.String, JsonValueKind.String) => TextComparison.Difference(before.GetValue<string>(), after.GetValue<string>(), tolerance) is null,
        var (stored, now) => stored == now,
    };

    private static string Brief(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonArray items => $"a list of {items.Count}",
        JsonObject => "an object",
        _ => node.ToJsonString(),
    };
}
