using System.Globalization;
using System.Text.RegularExpressions;

namespace Course.Checking;

/// <summary>Compares texts that hold numbers: the numbers to a tolerance, all else letter by letter.</summary>
public static partial class TextComparison
{
    /// <summary>The first difference, as what was stored and what is now; null when there is none.</summary>
    /// <param name="stored">The stored text.</param>
    /// <param name="now">The new text.</param>
    /// <param name="tolerance">How far numbers may be apart.</param>
    public static (string Stored, string Now)? Difference(string stored, string now, Tolerance tolerance)
    {
        if (stored == now)
            return null;
        var (before, after) = (Pieces(stored), Pieces(now));
        for (var at = 0; at < Math.Max(before.Count, after.Count); at++)
        {
            var (old, fresh) = (before.ElementAtOrDefault(at) ?? "", after.ElementAtOrDefault(at) ?? "");
            if (old != fresh && !(Number(old) is { } x && Number(fresh) is { } y && tolerance.Accepts(x, y)))
                return (Line(stored, before, at), Line(now, after, at));
        }
        return null;
    }

    private static List<string> Pieces(string text) => [.. NumberOrRest().Matches(text).Select(match => match.Value)];

    private static double? Number(string piece) => double.TryParse(piece, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <remarks>The line around a piece says more to the reader than the piece alone.</remarks>
    private static string Line(string text, List<string> pieces, int at)
    {
        var offset = pieces.Take(at).Sum(piece => piece.Length);
        if (offset >= text.Length)
            return "(the end)";
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var end = text.IndexOf('\n', offset) is var found and >= 0 ? found : text.Length;
        return text[start..end];
    }

    [GeneratedRegex(@"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?|[^\d+-]+|[-+]")]
    private static partial Regex NumberOrRest();
}
