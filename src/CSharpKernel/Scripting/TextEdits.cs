using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Scripting;

/// <summary>Insertions and deletions that never touch a line end, so that every line keeps its number.</summary>
internal sealed class TextEdits
{
    private readonly List<(int Position, int Deleted, string Inserted)> edits = [];

    public bool IsEmpty => edits.Count == 0;

    public void Insert(int position, string text) => edits.Add((position, 0, text));

    public void Replace(TextSpan span, string text) => edits.Add((span.Start, span.Length, text));

    /// <summary>The edited text and the way back from its positions to the original ones.</summary>
    /// <remarks>Edits at one position are applied in the order in which they were made.</remarks>
    public EditedText Apply(string original)
    {
        var text = new StringBuilder();
        var anchors = new List<(int Edited, int Original)> { (0, 0) };
        var taken = 0;
        foreach (var (position, deleted, inserted) in edits.OrderBy(edit => edit.Position))
        {
            text.Append(original, taken, position - taken);
            anchors.Add((text.Length, position));
            text.Append(inserted);
            taken = position + deleted;
            anchors.Add((text.Length, taken));
        }
        text.Append(original, taken, original.Length - taken);
        return new EditedText(text.ToString(), anchors);
    }
}

/// <summary>A text after edits.</summary>
/// <param name="Text">The text.</param>
/// <param name="Anchors">Positions in it and the original ones, at the start and end of each insertion, ascending.</param>
internal sealed record EditedText(string Text, IReadOnlyList<(int Edited, int Original)> Anchors)
{
    /// <summary>The original position of an edited one; all of an insertion belongs to where it was inserted.</summary>
    public int ToOriginal(int position)
    {
        var at = 0;
        while (at + 1 < Anchors.Count && Anchors[at + 1].Edited <= position)
            at++;
        var (edited, original) = Anchors[at];
        var mapped = original + position - edited;
        return at + 1 < Anchors.Count ? Math.Min(mapped, Anchors[at + 1].Original) : mapped;
    }
}
