using Microsoft.CodeAnalysis;

namespace CSharpKernel.Errors;

/// <summary>Writes the compiler's findings as a reader of the cell needs them: code, message, place and a caret.</summary>
internal static class CompilationErrors
{
    private const int Most = 10;

    /// <summary>The error of a cell that did not compile; it is named for the first finding's code.</summary>
    public static ErrorOutput Describe(IReadOnlyCollection<Diagnostic> diagnostics, SourceIndex sources, bool inLibrary = false)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToList();
        var shown = WithoutEchoes(errors, sources).ToList();
        var lines = shown.Take(Most).SelectMany(error => Lines(error, sources)).ToList();
        if (shown.Count > Most)
            lines.Add($"... and {shown.Count - Most} more errors");
        if (inLibrary && errors.Any(error => error.Id is "CS0103" or "CS0246" or "CS0234"))
            lines.Add("A namespace or an extension block sees libraries, and types of its own cell or of other namespaces, but neither the variables nor the types that other cells declare outside a namespace. Declare what it needs in a namespace, or pass it in.");
        return new ErrorOutput(errors[0].Id, errors[0].GetMessage(), lines);
    }

    // Where there is advice, the parser's further complaints about the same line only distract from it.
    private static IEnumerable<Diagnostic> WithoutEchoes(List<Diagnostic> errors, SourceIndex sources)
    {
        var advised = new HashSet<(string, int)>();
        foreach (var error in errors)
        {
            var place = error.Location.GetLineSpan();
            var line = (place.Path ?? "", place.StartLinePosition.Line);
            if (advised.Contains(line))
                continue;
            if (AdviceFor(error, sources) is not null)
                advised.Add(line);
            yield return error;
        }
    }

    private static string? AdviceFor(Diagnostic diagnostic, SourceIndex sources)
    {
        var place = diagnostic.Location.GetLineSpan();
        return Advice.For(diagnostic, sources.Line(place.Path, place.StartLinePosition.Line + 1) ?? "");
    }

    /// <summary>The error of a line that the kernel itself could not carry out, such as a #r of a missing file.</summary>
    public static CellFailure At(Location location, string name, string message, SourceIndex sources) =>
        new(new ErrorOutput(name, message, [.. Lines(location, "error", message, sources)]));

    /// <summary>One finding: where and what, then the source line with a caret.</summary>
    public static IEnumerable<string> Lines(Diagnostic diagnostic, SourceIndex sources)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var lines = Lines(diagnostic.Location, $"{severity} {diagnostic.Id}", diagnostic.GetMessage(), sources);
        return AdviceFor(diagnostic, sources) is { } advice ? lines.Append("    " + advice) : lines;
    }

    private static IEnumerable<string> Lines(Location location, string kind, string message, SourceIndex sources)
    {
        var place = location.GetLineSpan();
        var start = place.StartLinePosition;
        if (!place.IsValid)
        {
            yield return $"{kind}: {message}";
            yield break;
        }
        yield return $"{place.Path}, line {start.Line + 1}, column {start.Character + 1}: {kind}: {message}";
        if (sources.Line(place.Path, start.Line + 1) is not { } line)
            yield break;
        yield return "    " + line;
        yield return "    " + Caret.Under(line, start.Character, place.EndLinePosition.Line == start.Line ? place.EndLinePosition.Character : line.Length);
    }
}
