using System.Collections.Concurrent;

namespace CSharpKernel.Errors;

/// <summary>The text of everything that was compiled, by the name under which errors call it.</summary>
internal sealed class SourceIndex
{
    private readonly ConcurrentDictionary<string, string> texts = new();

    public void Add(string name, string text) => texts[name] = text;

    /// <summary>Line <paramref name="number"/> (from 1) of a source, or null if it is not known.</summary>
    public string? Line(string? name, int number)
    {
        if (name is null || !texts.TryGetValue(name, out var text))
            return null;
        var lines = text.Split('\n');
        return number >= 1 && number <= lines.Length ? lines[number - 1].TrimEnd('\r') : null;
    }

    public bool Contains(string? name) => name is not null && texts.ContainsKey(name);
}
