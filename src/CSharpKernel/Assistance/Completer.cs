using CSharpKernel.Magics;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Assistance;

/// <summary>Proposes what could stand at the cursor.</summary>
internal sealed class Completer(SubmissionChain chain, string folder)
{
    private const int MostSignatures = 300;

    public CompletionResult Complete(string code, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, code.Length);
        var line = code[(code.LastIndexOf('\n', Math.Max(0, cursor - 1), Math.Max(0, cursor)) + 1)..cursor];
        if (line.TrimStart().StartsWith('#'))
            return PathCompleter.Complete(line, cursor, folder) ?? Magics(line, cursor);
        return Names(code, cursor);
    }

    private static CompletionResult Magics(string line, int cursor)
    {
        var word = line.TrimStart();
        var items = MagicNames.Known
            .Select(magic => new CompletionItem("#!" + magic.Key, "magic", magic.Value))
            .Concat([new CompletionItem("#r", "magic", "uses a library or a NuGet package"), new CompletionItem("#load", "magic", "runs a file")])
            .Where(item => item.Text.StartsWith(word, StringComparison.Ordinal));
        return new CompletionResult([.. items], cursor - word.Length, cursor);
    }

    private CompletionResult Names(string code, int cursor)
    {
        var start = cursor;
        while (start > 0 && (SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]) || code[start - 1] == '@'))
            start--;
        var document = CellDocument.Open(code, chain);
        if (IsInText(document, cursor))
            return new CompletionResult([], cursor, cursor);
        var prefix = document.Text[start..cursor];
        var found = MemberLookup.At(document, start);
        var symbols = found.Symbols
            .Where(symbol => symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && Matches(symbol.Name, prefix))
            .GroupBy(symbol => symbol.Name)
            .Select(group => group.First())
            .ToList();
        var items = symbols.Select(symbol => new CompletionItem(symbol.Name, SymbolText.Kind(symbol), symbols.Count <= MostSignatures ? SymbolText.Short(symbol) : ""));
        if (!found.IsMember)
            items = items.Concat(Keywords.All.Where(keyword => Matches(keyword, prefix)).Select(keyword => new CompletionItem(keyword, "keyword", "")));
        return new CompletionResult([.. items.OrderBy(item => !item.Text.StartsWith(prefix, StringComparison.Ordinal)).ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)], start, cursor);
    }

    private static bool Matches(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsInText(CellDocument document, int cursor)
    {
        var token = document.Root.FindToken(Math.Max(0, cursor - 1));
        var trivia = document.Root.FindTrivia(Math.Max(0, cursor - 1));
        var isText = token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.NumericLiteralToken;
        return (isText && token.SpanStart < cursor && token.Span.End >= cursor)
            || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
    }
}
