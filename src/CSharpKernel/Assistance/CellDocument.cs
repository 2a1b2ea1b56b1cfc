using CSharpKernel.Magics;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Assistance;

/// <summary>A cell that is being written, as the compiler sees it after the cells that ran.</summary>
/// <param name="Text">Its C#; everything else is white space, so that positions stay.</param>
/// <param name="Root">Its syntax.</param>
/// <param name="Model">What the names in it mean.</param>
internal sealed record CellDocument(string Text, CompilationUnitSyntax Root, SemanticModel Model)
{
    private const string Name = "cell";

    public static CellDocument Open(string code, SubmissionChain chain)
    {
        var text = OnlyCode(code);
        var tree = ScriptSyntax.Parse(text, Name);
        return new CellDocument(text, tree.GetCompilationUnitRoot(), chain.Continue(tree).GetSemanticModel(tree));
    }

    /// <summary>The C# of a cell: magics, other languages, #r and #load are blanked.</summary>
    public static string OnlyCode(string code)
    {
        var letters = new string(' ', code.Length).ToCharArray();
        foreach (var part in CellPart.Split(code, Name).Where(part => part.Magic is null))
        {
            for (var at = 0; at < part.Text.Length; at++)
            {
                if (!char.IsWhiteSpace(part.Text[at]))
                    letters[at] = part.Text[at];
            }
        }
        for (var at = 0; at < code.Length; at++)
        {
            if (char.IsWhiteSpace(code[at]))
                letters[at] = code[at];
        }
        var text = new string(letters);
        return ScriptDirectives.Blank(ScriptSyntax.Parse(text, Name).GetCompilationUnitRoot(), text);
    }
}
