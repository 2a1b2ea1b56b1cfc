namespace CSharpKernel.Execution;

/// <summary>The process's console reader: a cell's reads are questions to its reader.</summary>
internal sealed class ConsoleReader(TextReader console) : TextReader
{
    private string rest = "";
    private int position;

    /// <summary>Asks the cell's reader and waits for the answer, or for the cell to be stopped.</summary>
    public static string? Ask(CellContext cell, InputRequest request)
    {
        if (cell.Session.Input is not { } ask || !cell.Options.AllowInput)
            throw new InvalidOperationException("This cell asks for input, but nobody is there to answer. Set the value in the cell instead, or open the notebook in a front end that takes input.");
        cell.Outputs.Flush();
        return ask(request, cell.Stop.Token).WaitAsync(cell.Stop.Token).GetAwaiter().GetResult();
    }

    public override string? ReadLine()
    {
        if (CellContext.Current is not { } cell)
            return console.ReadLine();
        if (position >= rest.Length)
            return Ask(cell, new InputRequest("", Password: false));
        var line = rest[position..].TrimEnd('\n');
        position = rest.Length;
        return line;
    }

    public override int Peek() => CellContext.Current is null ? console.Peek() : Fill() ? rest[position] : -1;

    public override int Read() => CellContext.Current is null ? console.Read() : Fill() ? rest[position++] : -1;

    private bool Fill()
    {
        if (position < rest.Length)
            return true;
        if (Ask(CellContext.Current!, new InputRequest("", Password: false)) is not { } line)
            return false;
        rest = line + "\n";
        position = 0;
        return true;
    }
}
