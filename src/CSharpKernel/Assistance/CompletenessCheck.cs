using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Assistance;

/// <summary>Tells whether a cell is whole.</summary>
internal static class CompletenessCheck
{
    // A comment, a verbatim string and a raw string that have no end yet; these errors stand where the text begins.
    private static readonly HashSet<string> Unterminated = ["CS1035", "CS1039", "CS8997"];

    public static CompletenessResult Check(string code)
    {
        var text = CellDocument.OnlyCode(code);
        var tree = ScriptSyntax.Parse(text, "cell");
        var errors = tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Any(error => Unterminated.Contains(error.Id)))
            return new CompletenessResult(Completeness.Incomplete, "");
        if (errors.Count == 0 && SyntaxFactory.IsCompleteSubmission(tree))
            return new CompletenessResult(Completeness.Complete, "");
        // What is missing at the very end may still come; what is wrong before it will stay so.
        var end = text.TrimEnd().Length;
        return SyntaxFactory.IsCompleteSubmission(tree) || errors.Any(error => error.Location.SourceSpan.Start < end)
            ? new CompletenessResult(Completeness.Invalid, "")
            : new CompletenessResult(Completeness.Incomplete, Indent(tree));
    }

    private static string Indent(SyntaxTree tree)
    {
        var depth = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.IsKind(SyntaxKind.OpenBraceToken))
                depth++;
            else if (token.IsKind(SyntaxKind.CloseBraceToken))
                depth--;
        }
        return new string(' ', 4 * Math.Max(0, depth));
    }
}
