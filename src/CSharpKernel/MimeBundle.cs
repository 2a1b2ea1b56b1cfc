using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpKernel;

/// <summary>
/// The forms in which one value can be shown: an ordered map from MIME type to text or JSON.
/// </summary>
/// <remarks>
/// An entry is a <see cref="JsonNode"/>: a JSON string for text and Base64 data, and the parsed document for the
/// types that <see cref="IsJson"/> names, because a notebook file stores those as objects.
/// </remarks>
public sealed class MimeBundle : IReadOnlyCollection<KeyValuePair<string, JsonNode>>
{
    private readonly List<KeyValuePair<string, JsonNode>> entries = [];

    /// <summary>The number of entries.</summary>
    public int Count => entries.Count;

    /// <summary>The MIME types, in order of preference.</summary>
    public IEnumerable<string> MimeTypes => entries.Select(entry => entry.Key);

    /// <summary>Makes a bundle that holds <paramref name="text"/> as text/plain and nothing else.</summary>
    public static MimeBundle Plain(string text)
    {
        var bundle = new MimeBundle();
        bundle.Add("text/plain", text);
        return bundle;
    }

    /// <summary>Tells whether entries of this type are JSON documents: application/json and application/*+json.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json"
        || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>Adds or replaces an entry; text of a JSON type is parsed, and kept as text if it is no JSON.</summary>
    public void Add(string mimeType, string text) => Add(mimeType, Parse(mimeType, text));

    /// <summary>Adds or replaces an entry.</summary>
    public void Add(string mimeType, JsonNode value)
    {
        var entry = KeyValuePair.Create(mimeType, value);
        var at = entries.FindIndex(known => known.Key == mimeType);
        if (at < 0)
            entries.Add(entry);
        else
            entries[at] = entry;
    }

    /// <summary>Removes an entry and returns it, or null if there is none.</summary>
    public JsonNode? Take(string mimeType)
    {
        var at = entries.FindIndex(known => known.Key == mimeType);
        if (at < 0)
            return null;
        var taken = entries[at].Value;
        entries.RemoveAt(at);
        return taken;
    }

    /// <summary>The entry of a MIME type as text (a JSON document as its JSON text), or null if there is none.</summary>
    public string? this[string mimeType]
    {
        get
        {
            var value = entries.Find(entry => entry.Key == mimeType).Value;
            return value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : value?.ToJsonString();
        }
    }

    /// <summary>A copy of the bundle as the JSON object that the Jupyter protocol and notebook files use.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (mimeType, value) in entries)
            json[mimeType] = value.DeepClone();
        return json;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonNode>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static JsonNode Parse(string mimeType, string text)
    {
        if (!IsJson(mimeType))
            return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(text) ?? JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
