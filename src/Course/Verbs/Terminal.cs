using Spectre.Console;

namespace Course.Verbs;

/// <summary>Chooses between bars and plain lines.</summary>
public static class Terminal
{
    private const int WidthOfLogs = 120;

    /// <summary>A console on the given writer, with colours and bars only when it is a terminal.</summary>
    /// <param name="output">Usually <see cref="Console.Out"/>.</param>
    public static IAnsiConsole On(TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = WidthOfLogs;
        return console;
    }
}
