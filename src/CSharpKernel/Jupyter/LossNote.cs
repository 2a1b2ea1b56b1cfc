namespace CSharpKernel.Jupyter;

/// <summary>Remembers on disk which cell is running, so that a kernel started again can say which cell took its predecessor down.</summary>
/// <remarks>A stack overflow ends a .NET process at once: nothing can be sent any more, and the front end only sees it go.</remarks>
internal sealed class LossNote(string? path)
{
    private string? _lost = Read(path);

    /// <summary>What to tell the reader about the kernel before this one, once; null if it ended in order.</summary>
    public string? Take() => Interlocked.Exchange(ref _lost, null) is { } cell
        ? $"The kernel was lost while it ran {cell}, and has been started again without its variables. Endless recursion in a property or an operator, or a crash in native code, ends the process; a method's recursion would have been an error.\n"
        : null;

    /// <summary>A cell begins.</summary>
    public void Begin(int executionCount) => Try(file => File.WriteAllText(file, $"In[{executionCount}]"));

    /// <summary>It has ended.</summary>
    public void End() => Try(File.Delete);

    private static string? Read(string? path)
    {
        string? cell = null;
        if (path is not null && File.Exists(path))
            Try(path, file => cell = File.ReadAllText(file));
        return cell;
    }

    private void Try(Action<string> change)
    {
        if (path is not null)
            Try(path, change);
    }

    private static void Try(string path, Action<string> change)
    {
        try
        {
            change(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The note is a courtesy; a full or read-only disk must not stop the cell.
        }
    }
}
