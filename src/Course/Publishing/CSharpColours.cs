using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Publishing;

/// <summary>Colours C# by its syntax tree.</summary>
/// <remarks>Only the syntax is known at publishing time, so a name is taken for a type by where it stands and by its capital letter.</remarks>
public static class CSharpColours
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    /// <summary>The code as HTML, with spans of class <c>k</c> (keyword), <c>s</c> (string), <c>n</c> (number), <c>c</c> (comment), <c>d</c> (directive), <c>t</c> (type) and <c>f</c> (function).</summary>
    /// <param name="code">The text of a cell.</param>
    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, Options).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia)
                Append(html, Colour(trivia), trivia.ToFullString());
            Append(html, Colour(token), token.Text);
            foreach (var trivia in token.TrailingTrivia)
                Append(html, Colour(trivia), trivia.ToFullString());
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, char? colour, string text)
    {
        if (text.Length == 0)
            return;
        var encoded = WebUtility.HtmlEncode(text);
        _ = colour is { } name ? html.Append($"<span class=\"{name}\">").Append(encoded).Append("</span>") : html.Append(encoded);
    }

    private static char? Colour(SyntaxTrivia trivia) =>
        trivia.IsDirective || trivia.IsKind(SyntaxKind.SkippedTokensTrivia) ? 'd'
        : trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia) ? null
        : 'c';

    private static char? Colour(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => 's',
        SyntaxKind.NumericLiteralToken => 'n',
        SyntaxKind.IdentifierToken => Name(token),
        var kind when SyntaxFacts.IsKeywordKind(kind) => 'k',
        _ => null,
    };

    private static char? Name(SyntaxToken token) => token.Parent switch
    {
        _ when token.Text is "var" => 'k',
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or TypeParameterSyntax => 't',
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => 'f',
        SimpleNameSyntax name when IsCalled(name) => 'f',
        SimpleNameSyntax name when IsType(name) => 't',
        _ => null,
    };

    private static bool IsCalled(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == name,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member => member.Name == name && call.Expression == member,
        _ => false,
    };

    private static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        VariableDeclarationSyntax or ParameterSyntax or ObjectCreationExpressionSyntax or TypeArgumentListSyntax or NullableTypeSyntax or ArrayTypeSyntax
            or BaseTypeSyntax or CastExpressionSyntax or TypeOfExpressionSyntax or MethodDeclarationSyntax or DeclarationPatternSyntax => true,
        LocalFunctionStatementSyntax function => function.ReturnType == name,
        MemberAccessExpressionSyntax member => member.Expression == name && char.IsUpper(name.Identifier.Text[0]),
        _ => false,
    };
}
