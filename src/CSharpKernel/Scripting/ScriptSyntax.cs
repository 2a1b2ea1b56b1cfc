using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Scripting;

/// <summary>Parses cells.</summary>
internal static class ScriptSyntax
{
    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    // Roslyn writes line numbers into a cell's symbols only if its text has an encoding.
    public static SyntaxTree Parse(string code, string name) => CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Options, name);

    /// <summary>Parses code for a library rather than for the script.</summary>
    public static SyntaxTree ParseLibrary(string code, string name) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Options.WithKind(SourceCodeKind.Regular), name);
}
