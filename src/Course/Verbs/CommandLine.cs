using System.CommandLine;

namespace Course.Verbs;

/// <summary>The <c>course</c> command: its verbs, and what every verb shares.</summary>
public static class CommandLine
{
    /// <summary>Shows stack traces of failures.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show the stack trace of a failure.",
        Recursive = true,
    };

    /// <summary>Runs one command line to its exit code. No exception leaves this method.</summary>
    /// <param name="args">The arguments as the shell split them.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where failures go.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (Mistake(root, parsed) is { } mistake)
            return Refuse(mistake, error);

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = output,
            Error = error,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("course: stopped; nothing half-written is left behind.");
            return ExitCode.Interrupted;
        }
        catch (Exception failure)
        {
            error.WriteLine(Describe(failure, parsed.GetValue(Verbose)));
            return ExitCode.BadInput;
        }
    }

    private static RootCommand Root() => new("Runs the InitLab course: executes its chapters, checks them, publishes their pages.")
    {
        Verbose,
        RunVerb.Create(),
        CheckVerb.Create(),
        PublishVerb.Create(),
        ReportVerb.Create(),
        WorkerVerb.Create(),
        KernelVerbs.Create(),
    };

    private static string? Mistake(Command root, ParseResult parsed)
    {
        if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens.Count > 0)
            return $"\"{parsed.UnmatchedTokens[0]}\" is not a verb; the verbs are {Verbs(root)}.";
        if (parsed.CommandResult.Command == root && parsed.Errors.Count > 0)
            return $"name a verb: {Verbs(root)}.";
        var option = parsed.CommandResult.Children.SelectMany(child => child.Tokens).FirstOrDefault(token => token.Value.StartsWith("--"));
        return option is not null ? $"\"{option.Value}\" is not an option of `{parsed.CommandResult.Command.Name}`." : parsed.Errors.FirstOrDefault()?.Message;
    }

    private static string Verbs(Command root) => string.Join(", ", root.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));

    private static int Refuse(string message, TextWriter error)
    {
        error.WriteLine($"course: {message}");
        error.WriteLine("Run `course --help` for the verbs, `course <verb> --help` for their options.");
        return ExitCode.BadInput;
    }

    private static string Describe(Exception failure, bool verbose) => (verbose, failure) switch
    {
        (true, _) => $"course: {failure}",
        (false, CourseException) => $"course: {failure.Message}",
        _ => $"course: {failure.Message} (unexpected; run again with --verbose for the stack trace)",
    };
}
