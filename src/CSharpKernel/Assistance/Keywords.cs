using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Assistance;

/// <summary>C#'s keywords, the contextual ones too.</summary>
internal static class Keywords
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. SyntaxFacts.GetReservedKeywordKinds()
            .Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Select(SyntaxFacts.GetText)
            .Where(text => text.Length > 1 && char.IsLetter(text[0]))
            .Distinct(),
    ];
}
