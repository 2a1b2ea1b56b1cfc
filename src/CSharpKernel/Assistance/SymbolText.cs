using Microsoft.CodeAnalysis;

namespace CSharpKernel.Assistance;

/// <summary>Writes symbols for a reader.</summary>
internal static class SymbolText
{
    private static readonly SymbolDisplayFormat Declaration = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    /// <summary>The declaration as C# writes it, types with their namespaces.</summary>
    public static string Long(ISymbol symbol) => Clean(symbol.ToDisplayString(Declaration), symbol);

    /// <summary>The declaration with bare type names.</summary>
    public static string Short(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static string Kind(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { TypeKind: var kind } => kind.ToString().ToLowerInvariant(),
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum member",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol => "variable",
        _ => symbol.Kind.ToString().ToLowerInvariant(),
    };

    // What a cell declares belongs to a class of the cell's own, which the reader knows nothing of.
    private static string Clean(string text, ISymbol symbol)
    {
        for (var owner = symbol.ContainingType; owner is not null; owner = owner.ContainingType)
        {
            if (owner.IsScriptClass)
                text = text.Replace(owner.Name + ".", "", StringComparison.Ordinal);
        }
        return text;
    }
}
