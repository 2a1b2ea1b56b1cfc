using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Scripting;

/// <summary>A #r or #load line.</summary>
/// <param name="IsLoad">True for #load, false for #r.</param>
/// <param name="Value">What stands between the quotes.</param>
/// <param name="Location">Where the line is.</param>
internal sealed record ScriptDirective(bool IsLoad, string Value, Location Location);

/// <summary>Finds the #r and #load lines of a script and takes them out, so that they may stand anywhere.</summary>
internal static class ScriptDirectives
{
    public static IReadOnlyList<ScriptDirective> Find(CompilationUnitSyntax root) =>
    [
        .. All(root).Select(trivia => trivia switch
        {
            LoadDirectiveTriviaSyntax load => new ScriptDirective(true, load.File.ValueText, load.GetLocation()),
            ReferenceDirectiveTriviaSyntax reference => new ScriptDirective(false, reference.File.ValueText, reference.GetLocation()),
            _ => throw new InvalidOperationException("Only #r and #load lines are asked for."),
        }),
    ];

    /// <summary>The text with each of the lines replaced by as much white space, so that every position stays.</summary>
    public static string Blank(CompilationUnitSyntax root, string text)
    {
        var letters = text.ToCharArray();
        foreach (var directive in All(root))
            Blank(letters, directive.Span);
        return new string(letters);
    }

    /// <summary>Overwrites a span with white space but for its line ends.</summary>
    public static void Blank(Span<char> letters, TextSpan span)
    {
        foreach (ref var letter in letters.Slice(span.Start, span.Length))
        {
            if (letter is not ('\r' or '\n'))
                letter = ' ';
        }
    }

    private static IEnumerable<DirectiveTriviaSyntax> All(CompilationUnitSyntax root) => root
        .DescendantNodes(descendIntoTrivia: true)
        .OfType<DirectiveTriviaSyntax>()
        .Where(directive => directive.IsActive && directive is LoadDirectiveTriviaSyntax or ReferenceDirectiveTriviaSyntax);
}
