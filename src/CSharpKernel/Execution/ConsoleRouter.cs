using System.Text;

namespace CSharpKernel.Execution;

/// <summary>The process's console writer: text goes to the cell that printed it, or to the real console outside cells.</summary>
internal sealed class ConsoleRouter(string name, TextWriter console) : TextWriter
{
    private static readonly Lock Gate = new();
    private static bool installed;

    public override Encoding Encoding => console.Encoding;

    /// <summary>Puts the routers in place, once a process.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed)
                return;
            Console.SetOut(new ConsoleRouter("stdout", Console.Out));
            Console.SetError(new ConsoleRouter("stderr", Console.Error));
            Console.SetIn(new ConsoleReader(Console.In));
            installed = true;
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => WriteLine(value.AsSpan());

    // One write for text and line end, so that lines from several threads stay whole.
    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, "\n").AsSpan());

    public override void WriteLine() => Write('\n');

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (CellContext.Current is { } cell)
            cell.Outputs.Write(name, buffer);
        else
            console.Write(buffer);
    }

    public override void Flush()
    {
        if (CellContext.Current is { } cell)
            cell.Outputs.Flush();
        else
            console.Flush();
    }
}
