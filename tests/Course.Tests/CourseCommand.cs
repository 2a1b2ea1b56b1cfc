using Course.Verbs;

namespace Course.Tests;

/// <summary>Runs the command in this process; its chapters still run in processes of their own.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record CourseCommand(int Code, string Output, string Error)
{
    public static async Task<CourseCommand> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return new(code, output.ToString(), error.ToString());
    }
}
