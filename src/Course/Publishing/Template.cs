using System.Text.RegularExpressions;

namespace Course.Publishing;

/// <summary>An embedded text with <c>{{name}}</c> places to fill.</summary>
public static partial class Template
{
    /// <summary>Reads an embedded text.</summary>
    /// <param name="name">Its file name.</param>
    public static string Read(string name)
    {
        using var stream = typeof(Template).Assembly.GetManifestResourceStream($"Course.Publishing.Templates.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Fills every place of an embedded text.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="values">What goes where, as HTML.</param>
    /// <exception cref="KeyNotFoundException">A place has no value.</exception>
    public static string Fill(string name, IReadOnlyDictionary<string, string> values) => Place().Replace(Read(name), place => values[place.Groups[1].Value]);

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
