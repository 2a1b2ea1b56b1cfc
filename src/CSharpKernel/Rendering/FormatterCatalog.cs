using System.Collections;
using System.Collections.Concurrent;
using Microsoft.DotNet.Interactive.Formatting;

namespace CSharpKernel.Rendering;

/// <summary>Knows which formatters there are for a type.</summary>
/// <remarks>
/// The formatting package recurses until the stack is gone if it is asked for a MIME type that nobody formats, so every
/// preferred type is looked up here first.
/// </remarks>
internal static class FormatterCatalog
{
    // For these the package has a formatter for every object.
    private static readonly HashSet<string> Universal = ["text/plain", "text/plain+summary", "text/html", "application/json", "text/csv", "application/table-schema+json"];

    private static readonly ConcurrentDictionary<Type, IReadOnlySet<string>> FromSources = new();

    /// <summary>The MIME types to show a type in; scalars and sequences of them are plain text unless somebody registered more.</summary>
    public static IEnumerable<string> PreferredFor(Type type)
    {
        string[] preferred = [.. Formatter.GetPreferredMimeTypesFor(type)];
        return preferred is [] or ["text/html"] or ["text/plain"] && ScalarTypes.ReadAsText(type) ? RegisteredFor(type) : preferred;
    }

    /// <summary>Tells whether a type can be shown in a MIME type.</summary>
    public static bool HasFormatter(Type type, string mimeType) =>
        Universal.Contains(mimeType)
        || Formatter.RegisteredFormatters(false).Any(formatter => formatter.MimeType == mimeType && Fits(formatter.Type, type))
        || FromSources.GetOrAdd(type, FindInSources).Contains(mimeType);

    private static IEnumerable<string> RegisteredFor(Type type) =>
        Formatter.RegisteredFormatters(false).Where(formatter => formatter.Type == type).Select(formatter => formatter.MimeType).Distinct();

    private static bool Fits(Type formatted, Type type) =>
        formatted.IsAssignableFrom(type)
        || (formatted.IsGenericTypeDefinition && Lineage(type).Any(known => known.IsGenericType && known.GetGenericTypeDefinition() == formatted));

    private static IEnumerable<Type> Lineage(Type type)
    {
        for (var known = type; known is not null; known = known.BaseType)
            yield return known;
        foreach (var known in type.GetInterfaces())
            yield return known;
    }

    // The package finds these attributes by name, so that a library may declare its own; so do we.
    private static IReadOnlySet<string> FindInSources(Type type) => Lineage(type)
        .SelectMany(known => known.GetCustomAttributes(inherit: false))
        .Where(attribute => attribute.GetType().Name == nameof(TypeFormatterSourceAttribute))
        .Select(attribute => Property(attribute, nameof(TypeFormatterSourceAttribute.FormatterSourceType)) as Type)
        .OfType<Type>()
        .SelectMany(MimeTypesOf)
        .ToHashSet();

    private static IEnumerable<string> MimeTypesOf(Type source)
    {
        var formatters = source.GetMethod(nameof(ITypeFormatterSource.CreateTypeFormatters))?.Invoke(Activator.CreateInstance(source, nonPublic: true), null) as IEnumerable;
        return formatters?.Cast<object>().Select(formatter => Property(formatter, nameof(ITypeFormatter.MimeType)) as string).OfType<string>() ?? [];
    }

    private static object? Property(object owner, string name) => owner.GetType().GetProperty(name)?.GetValue(owner);
}
