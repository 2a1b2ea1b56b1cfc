using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Rewrites what is allowed in a cell but not in a C# script.</summary>
internal static class CellNotation
{
    public static EditedText Rewrite(string code, string name)
    {
        var root = ScriptSyntax.Parse(code, name).GetCompilationUnitRoot();
        var edits = new TextEdits();
        ExtensionMethods.Hoist(root, edits);
        ShowLastValue(root, edits);
        return edits.Apply(code);
    }

    /// <summary>Drops the semicolon of a last <c>x;</c>, which is no statement: the reader means to see x.</summary>
    private static void ShowLastValue(CompilationUnitSyntax root, TextEdits edits)
    {
        if (root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: false } last } && !IsStatement(last.Expression))
            edits.Replace(last.SemicolonToken.Span, " ");
    }

    private static bool IsStatement(ExpressionSyntax expression) => expression is
        InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
        or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }
        or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression };
}
