using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Makes extension methods in a static class work in a cell.</summary>
/// <remarks>
/// A cell's classes are nested in the cell's own, where C# allows no extension methods; at the top of a script it does.
/// So each gets a forwarder there, and the class keeps the method as a plain static one. Both see the session's types,
/// and a later cell's forwarder hides an earlier one's.
/// </remarks>
internal static class ExtensionMethods
{
    public static void Hoist(CompilationUnitSyntax root, TextEdits edits)
    {
        foreach (var owner in root.Members.OfType<ClassDeclarationSyntax>().Where(type => type.Modifiers.Any(SyntaxKind.StaticKeyword) && type.TypeParameterList is null))
        {
            foreach (var method in owner.Members.OfType<MethodDeclarationSyntax>())
            {
                if (This(method) is not { } keyword)
                    continue;
                edits.Replace(keyword.Span, "");
                edits.Insert(owner.Span.End, Forwarder(owner, method));
            }
        }
    }

    private static SyntaxToken? This(MethodDeclarationSyntax method)
    {
        var keyword = method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.ThisKeyword));
        return keyword is { RawKind: not 0 } ? keyword : null;
    }

    private static string Forwarder(ClassDeclarationSyntax owner, MethodDeclarationSyntax method)
    {
        var arguments = string.Join(", ", method.ParameterList.Parameters.Select(Argument));
        var isVoid = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        var call = $"{owner.Identifier.Text}.{method.Identifier.Text}{OneLine(TypeArguments(method))}({arguments})";
        var refReturn = method.ReturnType is RefTypeSyntax ? "ref " : "";
        return $" static {OneLine(method.ReturnType)} {method.Identifier.Text}{OneLine(method.TypeParameterList)}{OneLine(method.ParameterList)} {OneLine(method.ConstraintClauses)} {{ {(isVoid ? "" : "return " + refReturn)}{call}; }}";
    }

    private static string Argument(ParameterSyntax parameter)
    {
        var modifiers = parameter.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword).Select(modifier => modifier.Text);
        var passing = parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) ? "in" : string.Join(" ", modifiers);
        return $"{passing} {parameter.Identifier.Text}";
    }

    private static SyntaxNode? TypeArguments(MethodDeclarationSyntax method) => method.TypeParameterList is { } parameters
        ? SyntaxFactory.TypeArgumentList(SyntaxFactory.SeparatedList<TypeSyntax>(parameters.Parameters.Select(parameter => SyntaxFactory.IdentifierName(parameter.Identifier.Text))))
        : null;

    // The forwarder stands behind the class on its last line, so that every line keeps its number.
    private static string OneLine(SyntaxNode? node) => node is null ? "" : string.Join(" ", node.DescendantTokens().Select(token => token.Text));

    private static string OneLine(SyntaxList<TypeParameterConstraintClauseSyntax> clauses) => string.Join(" ", clauses.Select(OneLine));
}
