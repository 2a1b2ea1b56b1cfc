using System.Diagnostics;

namespace CSharpKernel.Errors;

/// <summary>Writes an exception as a reader of the cell needs it: type, message, cell and line, and no frames of the kernel's own.</summary>
internal static class RuntimeErrors
{
    public static ErrorOutput Describe(Exception exception, SourceIndex sources)
    {
        var name = exception.GetType().FullName ?? exception.GetType().Name;
        var lines = new List<string>();
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            lines.Add($"{(current == exception ? "" : " ---> ")}{current.GetType()}: {current.Message}");
            lines.AddRange(Frames(current, sources));
        }
        return new ErrorOutput(name, exception.Message, lines);
    }

    private static IEnumerable<string> Frames(Exception exception, SourceIndex sources)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (!sources.Contains(frame.GetFileName()))
                continue;
            var number = frame.GetFileLineNumber();
            yield return $"   at {frame.GetFileName()}, line {number}";
            if (sources.Line(frame.GetFileName(), number) is { } line)
            {
                yield return "      " + line;
                yield return "      " + Caret.Under(line, sources.Column(frame.GetFileName()!, number, frame.GetFileColumnNumber() - 1), 0);
            }
        }
    }
}
