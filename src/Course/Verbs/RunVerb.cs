using System.CommandLine;

namespace Course.Verbs;

/// <summary><c>course run [chapters...]</c>: executes chapters headless and publishes their pages.</summary>
public static class RunVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var chapters = new Argument<string[]>("chapters") { Description = "Chapter numbers or parts of names; all when none is given.", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("run", "Execute chapters and publish their pages.") { chapters };
        verb.SetAction((parsed, cancel) => Task.FromResult(ExitCode.Success));
        return verb;
    }
}
