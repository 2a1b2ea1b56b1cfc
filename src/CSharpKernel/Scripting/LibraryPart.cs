using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>The part of a cell that only a library can hold: namespaces and classes with extension blocks.</summary>
internal static class LibraryPart
{
    /// <summary>The members that need a library; none in most cells.</summary>
    public static IReadOnlyList<MemberDeclarationSyntax> Needed(CompilationUnitSyntax root) => [.. root.Members.Where(NeedsLibrary)];

    /// <summary>The members that could be in one: all types, so that an extension block may extend a type of its own cell.</summary>
    public static IReadOnlyList<MemberDeclarationSyntax> Possible(CompilationUnitSyntax root) =>
        [.. root.Members.Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax)];

    /// <summary>The code with only the using directives and these members left, every position kept.</summary>
    public static string Keep(string code, CompilationUnitSyntax root, IReadOnlyList<MemberDeclarationSyntax> members)
    {
        var letters = code.ToCharArray();
        foreach (var member in root.Members.Except(members))
            ScriptDirectives.Blank(letters, member.FullSpan);
        return new string(letters);
    }

    /// <summary>The code without these members, every position kept.</summary>
    public static string Remove(string code, IReadOnlyList<MemberDeclarationSyntax> members)
    {
        var letters = code.ToCharArray();
        foreach (var member in members)
            ScriptDirectives.Blank(letters, member.Span);
        return new string(letters);
    }

    /// <summary>The full names of the types that a compilation unit declares.</summary>
    public static IEnumerable<string> TypeNames(CompilationUnitSyntax root) => Types(root).Select(FullName);

    /// <summary>Makes the types visible to cells, all but those that a later cell has declared anew.</summary>
    public static TextEdits Publish(CompilationUnitSyntax root, IReadOnlySet<string> superseded)
    {
        var edits = new TextEdits();
        foreach (var type in Types(root))
        {
            var wanted = superseded.Contains(FullName(type)) ? "internal" : "public";
            var given = type.Modifiers.FirstOrDefault(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword);
            if (given.RawKind != 0)
                edits.Replace(given.Span, wanted);
            else if (!type.Modifiers.Any(SyntaxKind.FileKeyword))
                edits.Insert(Start(type), wanted + " ");
        }
        return edits;
    }

    private static bool NeedsLibrary(MemberDeclarationSyntax member) =>
        member is BaseNamespaceDeclarationSyntax
        || (member is ClassDeclarationSyntax type && type.Members.OfType<ExtensionBlockDeclarationSyntax>().Any());

    private static IEnumerable<MemberDeclarationSyntax> Types(SyntaxNode root) => root.ChildNodes().SelectMany(node => node switch
    {
        BaseNamespaceDeclarationSyntax space => Types(space),
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => [(MemberDeclarationSyntax)node],
        _ => [],
    });

    private static int Start(MemberDeclarationSyntax type) =>
        type.Modifiers.Count > 0 ? type.Modifiers[0].SpanStart : type.ChildTokens().First().SpanStart;

    private static string FullName(MemberDeclarationSyntax type)
    {
        var (name, arity) = type switch
        {
            TypeDeclarationSyntax known => (known.Identifier.Text, known.TypeParameterList?.Parameters.Count ?? 0),
            BaseTypeDeclarationSyntax known => (known.Identifier.Text, 0),
            DelegateDeclarationSyntax known => (known.Identifier.Text, known.TypeParameterList?.Parameters.Count ?? 0),
            _ => ("", 0),
        };
        var spaces = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString());
        return string.Join(".", spaces.Append(arity == 0 ? name : $"{name}`{arity}"));
    }
}
