namespace CSharpKernel.Errors;

/// <summary>Points at part of a line of source.</summary>
internal static class Caret
{
    /// <summary>The line to print under <paramref name="line"/>: white space as wide as what comes before, then carets.</summary>
    public static string Under(string line, int start, int end)
    {
        start = Math.Clamp(start, 0, line.Length);
        var indent = string.Concat(line.Take(start).Select(letter => letter == '\t' ? '\t' : ' '));
        return indent + new string('^', Math.Max(1, Math.Min(end, line.Length) - start));
    }
}
