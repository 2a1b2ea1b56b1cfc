using System.Text.Json;

namespace Course.Running;

/// <summary>The results of the last run of every chapter, kept beside the pages so that running one chapter keeps the others' status.</summary>
public static class ChapterResults
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads what is kept; nothing when there is none or it cannot be read, since a run makes it anew.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<ChapterResult> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ChapterResult[]>(File.ReadAllText(path), Options) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Adds results to those kept, a newer one in place of an older.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">The results of this run.</param>
    /// <returns>All results, old and new.</returns>
    public static IReadOnlyList<ChapterResult> Merge(string path, IReadOnlyList<ChapterResult> results)
    {
        ChapterResult[] merged = [.. Read(path).ExceptBy(results.Select(result => result.Name), old => old.Name).Concat(results).OrderBy(result => result.Name, StringComparer.Ordinal)];
        WholeFile.Write(path, JsonSerializer.Serialize(merged, Options) + "\n");
        return merged;
    }
}
