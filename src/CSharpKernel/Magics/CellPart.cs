using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Magics;

/// <summary>A stretch of a cell: C#, or a magic with what it applies to.</summary>
/// <param name="Magic">The magic's name without "#!", or null for C#.</param>
/// <param name="Argument">What stands behind the name on its line.</param>
/// <param name="Text">The code or text; for C# preceded by as much white space as it takes to keep every line's number.</param>
/// <param name="Location">Where the magic stands.</param>
internal sealed record CellPart(string? Magic, string Argument, string Text, Location Location)
{
    /// <summary>Splits a cell at its magics.</summary>
    public static IEnumerable<CellPart> Split(string text, string name)
    {
        var lines = SourceText.From(text).Lines;
        var start = 0;
        var code = new Lazy<SyntaxNode>(() => ScriptSyntax.Parse(text, name).GetRoot());
        for (var number = 0; number < lines.Count; number++)
        {
            if (!TryRead(lines[number], text, out var magic, out var argument) || !IsDirective(code.Value, lines[number]))
                continue;
            if (Code(text, start, lines[number].Start) is { } before)
                yield return before;
            var location = Location.Create(name, lines[number].Span, lines.GetLinePositionSpan(lines[number].Span));
            var first = number + 1;
            if (MagicNames.TakesText(magic))
            {
                while (number + 1 < lines.Count && !(TryRead(lines[number + 1], text, out var next, out _) && MagicNames.IsKnown(next)))
                    number++;
            }
            start = lines[number].EndIncludingLineBreak;
            yield return new CellPart(magic, argument, first < lines.Count && first <= number ? text[lines[first].Start..start] : "", location);
            code = Reparse(text, start, name);
        }
        if (Code(text, start, text.Length) is { } last)
            yield return last;
    }

    // What comes before the rest is blanked, so that text of another language cannot confuse the parser.
    private static Lazy<SyntaxNode> Reparse(string text, int start, string name) => new(() => ScriptSyntax.Parse(Blank(text, start) + text[start..], name).GetRoot());

    private static CellPart? Code(string text, int start, int end) =>
        string.IsNullOrWhiteSpace(text[start..end]) ? null : new CellPart(null, "", Blank(text, start) + text[start..end], Location.None);

    private static string Blank(string text, int length)
    {
        var letters = text[..length].ToCharArray();
        ScriptDirectives.Blank(letters, new TextSpan(0, length));
        return new string(letters);
    }

    private static bool TryRead(TextLine line, string text, out string magic, out string argument)
    {
        var content = text[line.Start..line.End].Trim();
        var words = content.Split(' ', 2, StringSplitOptions.TrimEntries);
        magic = content.StartsWith("#!", StringComparison.Ordinal) ? words[0][2..] : "";
        argument = words.Length > 1 ? words[1] : "";
        return magic.Length > 0;
    }

    // A line of a raw string or of a comment may well look like a magic.
    private static bool IsDirective(SyntaxNode root, TextLine line)
    {
        var position = line.Start + line.ToString().IndexOf('#');
        var trivia = root.FindTrivia(position);
        return !root.FindToken(position).Span.Contains(position)
            && !trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
            && !trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
            && !trivia.IsKind(SyntaxKind.DisabledTextTrivia);
    }
}
