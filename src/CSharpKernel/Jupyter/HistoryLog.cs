using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CSharpKernel.Jupyter;

/// <summary>The cells this session has stored, for history requests. Earlier sessions are not kept; this one is number 1.</summary>
internal sealed class HistoryLog
{
    private const int Session = 1;

    private readonly List<(int Line, string Input, string? Output)> _entries = [];
    private readonly Lock _gate = new();

    public void Add(int line, string input, string? output)
    {
        lock (_gate)
            _entries.Add((line, input, output));
    }

    /// <summary>Answers a history_request.</summary>
    public JsonObject Answer(Request request)
    {
        var selected = request.Text("hist_access_type") switch
        {
            "tail" => Last(All(), request.Number("n")),
            "range" => Range(request.Number("session") ?? 0, request.Number("start") ?? 0, request.Number("stop")),
            "search" => Search(request.TextOrNull("pattern") ?? "*", request.Flag("unique", false), request.Number("n")),
            var other => throw new FormatException($"hist_access_type is \"{other}\"; expected tail, range or search."),
        };
        var withOutput = request.Flag("output", false);
        return new JsonObject { ["history"] = new JsonArray([.. selected.Select(entry => Item(entry, withOutput))]) };
    }

    private static JsonArray Item((int Line, string Input, string? Output) entry, bool withOutput) =>
        [Session, entry.Line, withOutput ? new JsonArray(entry.Input, entry.Output) : entry.Input];

    private (int Line, string Input, string? Output)[] All()
    {
        lock (_gate)
            return [.. _entries];
    }

    private IEnumerable<(int Line, string Input, string? Output)> Range(int session, int start, int? stop) =>
        session is 0 or Session ? All().Where(entry => entry.Line >= start && (stop is null || entry.Line < stop)) : [];

    private IEnumerable<(int Line, string Input, string? Output)> Search(string pattern, bool unique, int? n)
    {
        var glob = new Regex("^" + Regex.Escape(pattern).Replace(@"\*", ".*").Replace(@"\?", ".") + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        var found = All().Where(entry => glob.IsMatch(entry.Input));
        // The latest of several equal inputs stands for them all.
        return Last([.. unique ? found.Reverse().DistinctBy(entry => entry.Input).Reverse() : found], n);
    }

    private static IEnumerable<(int Line, string Input, string? Output)> Last((int Line, string Input, string? Output)[] entries, int? n) =>
        entries.TakeLast(n ?? entries.Length);
}
