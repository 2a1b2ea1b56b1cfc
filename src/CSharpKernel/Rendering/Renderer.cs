using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace CSharpKernel.Rendering;

/// <summary>Turns a value into its MIME bundle by the formatters registered for its type.</summary>
internal static class Renderer
{
    private const string PlainText = "text/plain";

    /// <summary>
    /// The MIME type under which a formatter may give the display's metadata: a JSON object by MIME type, such as
    /// <c>{"image/png": {"width": 640, "height": 400}}</c>. It never reaches the notebook as an output of its own.
    /// </summary>
    public const string MetadataMimeType = "application/vnd.csharp-kernel.metadata+json";

    /// <summary>Renders a value in every form that its type prefers, text/plain always among them.</summary>
    public static (MimeBundle Data, JsonObject Metadata) Render(object? value)
    {
        if (value is null)
            return (MimeBundle.Plain(Formatter.NullString), []);
        var type = value.GetType();
        var bundle = new MimeBundle();
        var mimeTypes = ScalarTypes.Contains(type) ? RegisteredFor(type) : Formatter.GetPreferredMimeTypesFor(type);
        foreach (var mimeType in mimeTypes.Where(mimeType => mimeType != PlainText))
            bundle.Add(mimeType, Format(value, mimeType));
        bundle.Add(PlainText, Format(value, PlainText));
        var metadata = bundle.Take(MetadataMimeType) as JsonObject ?? [];
        return (bundle, metadata);
    }

    /// <summary>Renders a value in one form, with text/plain beside it.</summary>
    public static MimeBundle RenderAs(object value, string mimeType)
    {
        var bundle = new MimeBundle();
        bundle.Add(mimeType, value as string ?? Format(value, mimeType));
        if (mimeType != PlainText)
            bundle.Add(PlainText, Format(value, PlainText));
        return bundle;
    }

    private static string Format(object value, string mimeType) => Formatter.ToDisplayString(value, mimeType);

    private static IEnumerable<string> RegisteredFor(Type type) =>
        Formatter.RegisteredFormatters(false).Where(formatter => formatter.Type == type).Select(formatter => formatter.MimeType).Distinct();
}
