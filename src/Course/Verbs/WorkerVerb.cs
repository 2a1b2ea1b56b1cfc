using System.CommandLine;
using Course.Running;

namespace Course.Verbs;

/// <summary><c>course worker notebook target</c>, hidden: executes one chapter in this process. The runner starts it.</summary>
public static class WorkerVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook");
        var target = new Argument<string>("target");
        var verb = new Command("worker", "Execute one chapter in this process.") { notebook, target };
        verb.Hidden = true;
        verb.SetAction((parsed, cancel) => ChapterWorker.RunAsync(parsed.GetRequiredValue(notebook), parsed.GetRequiredValue(target)));
        return verb;
    }
}
