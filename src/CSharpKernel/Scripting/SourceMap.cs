using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Scripting;

/// <summary>Finds the place in the written code that a place in the compiled text stands for.</summary>
internal sealed class SourceMap(string written, IReadOnlyList<EditedText> edits)
{
    private readonly SourceText lines = SourceText.From(written);
    private readonly SourceText compiled = SourceText.From(edits.Count == 0 ? written : edits[^1].Text);

    /// <summary>The written code's lines.</summary>
    public SourceText Lines => lines;

    /// <summary>A finding about the compiled text as one about the written code.</summary>
    public Diagnostic Map(Diagnostic diagnostic, string name)
    {
        if (!diagnostic.Location.IsInSource)
            return diagnostic;
        var span = diagnostic.Location.SourceSpan;
        var start = Position(span.Start);
        var place = TextSpan.FromBounds(start, Math.Max(start, Position(span.End)));
        var location = Location.Create(name, place, lines.Lines.GetLinePositionSpan(place));
        return Diagnostic.Create(diagnostic.Id, diagnostic.Descriptor.Category, diagnostic.GetMessage(), diagnostic.Severity, diagnostic.DefaultSeverity, true, diagnostic.WarningLevel, location: location);
    }

    /// <summary>The column (from 0) in the written line of a column in the compiled one; line numbers are the same.</summary>
    public int Column(int line, int column)
    {
        if (line >= compiled.Lines.Count)
            return 0;
        var position = Position(Math.Min(compiled.Lines[line].Start + column, compiled.Lines[line].End));
        return Math.Max(0, position - lines.Lines[line].Start);
    }

    private int Position(int position)
    {
        for (var at = edits.Count - 1; at >= 0; at--)
            position = edits[at].ToOriginal(position);
        return Math.Min(position, lines.Length);
    }
}
