using Course.Notebooks;
using CSharpKernel;

namespace Course.Running;

/// <summary>Executes one chapter in this process and tells the runner how far it is.</summary>
public static class ChapterWorker
{
    /// <summary>Executes a notebook from its first cell, up to the first one that fails.</summary>
    /// <param name="notebook">The notebook to read.</param>
    /// <param name="target">The executed notebook to write; written only when the end was reached or a cell failed.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string notebook, string target)
    {
        var messages = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        LeaveWithRunner();
        try
        {
            var chapter = NotebookFile.Read(notebook);
            await ExecuteAsync(chapter, Path.GetDirectoryName(Path.GetFullPath(notebook))!, messages);
            NotebookFile.Write(chapter, target);
            return ExitCode.Success;
        }
        catch (CourseException failure)
        {
            messages.WriteLine(new WorkerMessage(0, 0, failure.Message).ToLine());
            return ExitCode.Failure;
        }
    }

    private static async Task ExecuteAsync(Notebook chapter, string folder, TextWriter messages)
    {
        Cell[] cells = [.. chapter.CodeCells];
        foreach (var cell in cells)
        {
            cell.Outputs.Clear();
            cell.ExecutionCount = null;
        }
        messages.WriteLine(new WorkerMessage(0, cells.Length).ToLine());
        await using var session = new Session(new SessionOptions { WorkingDirectory = folder, AdoptStrayOutput = true });
        for (var done = 0; done < cells.Length; done++)
        {
            if (!await ExecuteAsync(cells[done], session))
                break;
            messages.WriteLine(new WorkerMessage(done + 1, cells.Length).ToLine());
        }
    }

    private static async Task<bool> ExecuteAsync(Cell cell, Session session)
    {
        if (string.IsNullOrWhiteSpace(cell.Source))
            return true;
        var recorder = new OutputRecorder();
        var result = await session.ExecuteAsync(cell.Source, null, recorder.Take);
        cell.ExecutionCount = result.ExecutionCount;
        cell.Outputs.AddRange(recorder.Outputs);
        return result.Succeeded || cell.Has(Verdict.RaisesException);
    }

    /// <remarks>The runner holds this process's standard input open for as long as it wants the chapter. Ctrl-C reaches both; the runner decides.</remarks>
    private static void LeaveWithRunner()
    {
        Console.CancelKeyPress += static (_, pressed) => pressed.Cancel = true;
        var input = Console.OpenStandardInput();
        var watcher = new Thread(() =>
        {
            while (input.ReadByte() >= 0)
                continue;
            Environment.Exit(ExitCode.Interrupted);
        })
        { IsBackground = true };
        watcher.Start();
    }
}
