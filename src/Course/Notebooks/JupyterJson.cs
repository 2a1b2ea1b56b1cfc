using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Writes JSON byte for byte as Jupyter does: sorted keys, an indent of one space, no escaping beyond what JSON demands, one newline at the end.</summary>
public static class JupyterJson
{
    /// <summary>Renders a document.</summary>
    /// <param name="root">The document.</param>
    /// <returns>Its text, ending in one newline.</returns>
    public static string Write(JsonNode root)
    {
        var text = new StringBuilder();
        Value(root, 0, text);
        return text.Append('\n').ToString();
    }

    private static void Value(JsonNode? node, int depth, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members: Members(members, depth, text); break;
            case JsonArray { Count: > 0 } items: Items(items, depth, text); break;
            case JsonObject: text.Append("{}"); break;
            case JsonArray: text.Append("[]"); break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String: Quote(value.GetValue<string>(), text); break;
            case null: text.Append("null"); break;
            default: text.Append(node.ToJsonString()); break;
        }
    }

    private static void Members(JsonObject members, int depth, StringBuilder text)
    {
        var separator = '{';
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            NewLine(text.Append(separator), depth + 1);
            Quote(name, text);
            text.Append(": ");
            Value(value, depth + 1, text);
            separator = ',';
        }
        NewLine(text, depth).Append('}');
    }

    private static void Items(JsonArray items, int depth, StringBuilder text)
    {
        var separator = '[';
        foreach (var item in items)
        {
            NewLine(text.Append(separator), depth + 1);
            Value(item, depth + 1, text);
            separator = ',';
        }
        NewLine(text, depth).Append(']');
    }

    private static StringBuilder NewLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth);

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var letter in value)
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        text.Append('"');
    }
}
