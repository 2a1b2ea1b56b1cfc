using System.Text.RegularExpressions;

namespace Course.Chapters;

/// <summary>One chapter of the course, known by its file <c>NN-kebab-title.ipynb</c>.</summary>
/// <param name="File">The notebook's full path.</param>
public sealed partial record Chapter(string File)
{
    /// <summary>The file's name without its ending, which also names the page.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The leading digits, as <c>01</c>; empty when the name starts with none.</summary>
    public string Number => LeadingDigits().Match(Name).Value;

    /// <summary>The number to sort by, last when there is none.</summary>
    public int Order => int.TryParse(Number, out var order) ? order : int.MaxValue;

    /// <summary>What to call the chapter in a line: its number, or its name when it has none.</summary>
    public string Label => Number.Length > 0 ? Number : Name;

    /// <summary>The part of the course that the chapter belongs to.</summary>
    public Part Part => Part.Of(Order);

    /// <summary>A title made of the file's name, for a chapter whose notebook has no heading.</summary>
    public string Fallback => Name[Number.Length..].Trim('-').Replace('-', ' ');

    [GeneratedRegex(@"^\d+")]
    private static partial Regex LeadingDigits();
}
