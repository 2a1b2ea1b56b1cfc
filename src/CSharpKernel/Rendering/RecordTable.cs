using System.Collections;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace CSharpKernel.Rendering;

/// <summary>Shows a sequence of records as one table, a column for each property.</summary>
/// <remarks>The formatting package makes a tree of each element, which hides what a table is for: comparing rows.</remarks>
internal static class RecordTable
{
    private const int MostColumns = 30;

    /// <summary>The table, or null if the value is no sequence of records or its type has a formatter of its own.</summary>
    public static string? TryFormat(object value)
    {
        if (value is not IEnumerable rows || value is IDictionary or Array { Rank: > 1 } || ScalarTypes.ElementOf(value.GetType()) is not { } element)
            return null;
        var columns = Columns(element);
        return columns.Count == 0 || HasOwnHtml(value.GetType()) || HasOwnHtml(element) ? null : Format(rows, columns);
    }

    private static List<Column> Columns(Type element)
    {
        if (ScalarTypes.Contains(element) || element == typeof(object) || typeof(IEnumerable).IsAssignableFrom(element) || typeof(IHtmlContent).IsAssignableFrom(element) || element.IsAssignableTo(typeof(Delegate)))
            return [];
        var properties = element.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => new Column(property.Name, property.GetValue));
        var fields = element.GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => new Column(field.Name, field.GetValue));
        return [.. properties.Concat(fields).Take(MostColumns)];
    }

    private static bool HasOwnHtml(Type type) =>
        Formatter.GetPreferredMimeTypesFor(type).Any(mimeType => mimeType != "text/html")
        || Formatter.RegisteredFormatters(false).Any(formatter => formatter.MimeType == "text/html" && formatter.Type.IsAssignableFrom(type));

    private static string Format(IEnumerable rows, List<Column> columns)
    {
        var html = new StringBuilder("<table><thead><tr><th></th>");
        foreach (var column in columns)
            html.Append("<th>").Append(Html.HtmlEncode(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        var number = 0;
        foreach (var row in rows)
        {
            if (number == Formatter.ListExpansionLimit)
            {
                html.Append($"<tr><td colspan=\"{columns.Count + 1}\">{Rest(rows, number)}</td></tr>");
                break;
            }
            html.Append($"<tr><td>{number++}</td>");
            foreach (var column in columns)
                html.Append("<td>").Append(row is null ? "" : Html.HtmlEncode(column.Text(row))).Append("</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private static string Rest(IEnumerable rows, int shown) => rows is ICollection all ? $"... ({all.Count - shown} more)" : "... (more)";

    /// <summary>One property or field; a getter that throws is shown in its place.</summary>
    private sealed record Column(string Name, Func<object, object?> Get)
    {
        public string Text(object row)
        {
            try
            {
                return Formatter.ToDisplayString(Get(row), "text/plain");
            }
            catch (TargetInvocationException failure)
            {
                return Formatter.ToDisplayString(failure.InnerException, "text/plain");
            }
        }
    }
}
