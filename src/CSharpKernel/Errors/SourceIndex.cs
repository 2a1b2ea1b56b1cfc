using System.Collections.Concurrent;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Errors;

/// <summary>The text of everything that was compiled, by the name under which errors call it.</summary>
internal sealed class SourceIndex
{
    private readonly ConcurrentDictionary<string, SourceText> texts = new();
    private readonly ConcurrentDictionary<string, SourceMap> maps = new();

    public void Add(string name, string text) => texts[name] = SourceText.From(text);

    /// <summary>Remembers how a source's text was changed for the compiler.</summary>
    public void Add(string name, SourceMap map) => maps[name] = map;

    public bool Contains(string? name) => name is not null && texts.ContainsKey(name);

    /// <summary>Line <paramref name="number"/> (from 1) of a source, or null if it is not known.</summary>
    public string? Line(string? name, int number)
    {
        if (name is null || !texts.TryGetValue(name, out var text) || number < 1 || number > text.Lines.Count)
            return null;
        return text.Lines[number - 1].ToString();
    }

    /// <summary>The column (from 0) in the written code of a column (from 0) that the running code reports.</summary>
    public int Column(string name, int number, int column) => maps.TryGetValue(name, out var map) ? map.Column(number - 1, column) : column;
}
