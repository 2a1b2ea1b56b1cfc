using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Assistance;

/// <summary>Turns XML documentation into text.</summary>
internal static partial class DocumentationText
{
    /// <summary>A symbol's documentation: the summary and, with all of it asked for, parameters, result, exceptions and remarks.</summary>
    public static string Of(ISymbol symbol, bool all)
    {
        if (Read(symbol) is not { } documentation)
            return "";
        var lines = new List<string> { Text(documentation.Element("summary")) };
        if (all)
        {
            lines.AddRange(documentation.Elements("typeparam").Concat(documentation.Elements("param")).Select(element => $"{element.Attribute("name")?.Value}: {Text(element)}"));
            lines.Add(Labelled("Returns", documentation.Element("returns")));
            lines.AddRange(documentation.Elements("exception").Select(element => $"Throws {LastName(element.Attribute("cref")?.Value)}: {Text(element)}"));
            lines.Add(Labelled("Remarks", documentation.Element("remarks")));
        }
        return string.Join("\n", lines.Where(line => line.Length > 0));
    }

    private static XElement? Read(ISymbol symbol)
    {
        var xml = symbol.OriginalDefinition.GetDocumentationCommentXml();
        if (string.IsNullOrWhiteSpace(xml) || xml.Contains("<inheritdoc", StringComparison.Ordinal))
            return Inherited(symbol) is { } above ? Read(above) : null;
        try
        {
            return XElement.Parse(xml.TrimStart().StartsWith("<member", StringComparison.Ordinal) ? xml : $"<member>{xml}</member>");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } above } => above,
        IPropertySymbol { OverriddenProperty: { } above } => above,
        IMethodSymbol { ReducedFrom: { } above } => above,
        _ => symbol.ContainingType?.AllInterfaces.SelectMany(known => known.GetMembers(symbol.Name)).FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)),
    };

    private static string Labelled(string label, XElement? element) => element is null ? "" : $"{label}: {Text(element)}";

    private static string Text(XElement? element) => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" } see => LastName(see.Attribute("cref")?.Value ?? see.Attribute("langword")?.Value ?? see.Attribute("href")?.Value),
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => name.Attribute("name")?.Value ?? "",
        XElement { Name.LocalName: "c" } code => string.Concat(code.Nodes().Select(Text)),
        XElement inner => " " + string.Concat(inner.Nodes().Select(Text)) + " ",
        _ => "",
    };

    // "M:System.Console.WriteLine(System.String)" reads as "Console.WriteLine", "T:System.Console" as "Console".
    private static string LastName(string? reference)
    {
        if (reference is not { Length: > 2 } || reference[1] != ':')
            return reference ?? "";
        var parts = reference[2..].Split('(')[0].Split('.');
        return string.Join(".", reference[0] == 'T' ? parts[^1..] : parts[^Math.Min(2, parts.Length)..]).Split('`')[0];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
