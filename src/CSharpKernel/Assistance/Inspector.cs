using CSharpKernel.Scripting;

namespace CSharpKernel.Assistance;

/// <summary>Tells what is known of the name at the cursor.</summary>
internal sealed class Inspector(SubmissionChain chain)
{
    private const int MostOverloads = 20;

    public InspectionResult Inspect(string code, int cursor, int detail)
    {
        var document = CellDocument.Open(code, chain);
        var symbols = SymbolFinder.Find(document, Math.Clamp(cursor, 0, code.Length));
        if (symbols.Count == 0)
            return new InspectionResult(false, new MimeBundle());
        var declarations = string.Join("\n", symbols.Select(SymbolText.Long).Distinct().Take(MostOverloads));
        var documentation = DocumentationText.Of(symbols[0], detail > 0);
        var bundle = new MimeBundle();
        bundle.Add("text/plain", documentation.Length > 0 ? $"{declarations}\n\n{documentation}" : declarations);
        bundle.Add("text/markdown", $"```csharp\n{declarations}\n```\n\n{documentation.Replace("\n", "\n\n", StringComparison.Ordinal)}");
        return new InspectionResult(true, bundle);
    }
}
