using System.CommandLine;
using Course.Publishing;
using Course.Running;

namespace Course.Verbs;

/// <summary><c>course publish</c>: writes the pages anew from the last runs, without executing anything.</summary>
public static class PublishVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var notebooks = ChapterOptions.Notebooks();
        var output = ChapterOptions.Output();
        var verb = new Command("publish", "Write the pages anew from the last runs, without executing anything.") { notebooks, output };
        verb.SetAction(async (parsed, cancel) =>
        {
            var folders = CourseFolders.Find(parsed.GetValue(notebooks), parsed.GetValue(output));
            await new Publisher(folders, parsed.InvocationConfiguration.Output).PublishAsync(ChapterResults.Read(folders.Results), cancel);
            return ExitCode.Success;
        });
        return verb;
    }
}
