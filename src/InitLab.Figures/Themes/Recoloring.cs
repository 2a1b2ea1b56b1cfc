using System.Text.Json.Nodes;

namespace InitLab.Figures.Themes;

/// <summary>Turns the light theme's series colours in a written figure into the dark theme's; figure.js does the same in a page.</summary>
internal static class Recoloring
{
    private const int HexLength = 7;

    internal static void Darken(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, value) in members.ToArray())
                    Visit(value, dark => members[key] = dark);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var index = i;
                    Visit(items[i], dark => items[index] = dark);
                }
                break;
        }
    }

    private static void Visit(JsonNode? node, Action<JsonNode> replace)
    {
        if (node is not JsonValue value)
            Darken(node);
        else if (value.TryGetValue<string>(out var text) && Dark(text) is { } dark)
            replace(dark);
    }

    private static string? Dark(string text)
    {
        for (var i = 0; i < Palette.Series.Count; i++)
        {
            if (text.StartsWith(Palette.Series[i], StringComparison.Ordinal) && text.Length is HexLength or HexLength + 2)
                return Palette.DarkSeries[i] + text[HexLength..];
        }
        return null;
    }
}
