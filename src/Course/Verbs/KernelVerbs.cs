using System.CommandLine;
using System.Runtime.InteropServices;

namespace Course.Verbs;

/// <summary><c>course kernel install | list | uninstall | start</c>: the C# kernel as Jupyter sees it.</summary>
public static class KernelVerbs
{
    /// <summary>Builds the verb.</summary>
    public static Command Create() => new("kernel", "Make the C# kernel known to Jupyter, or start it.")
    {
        Install(),
        List(),
        Uninstall(),
        KernelStartVerb.Create(),
    };

    private static Command Install()
    {
        var (name, user, prefix) = Location();
        var force = Force("Replace a kernelspec that something else installed.");
        var verb = new Command("install", "Write a kernelspec that starts this very build.") { name, user, prefix, force };
        verb.SetAction(parsed =>
        {
            var spec = Spec(parsed, name, user, prefix);
            spec.Install([.. OwnCommand(), "kernel", "start", "--connection-file"], parsed.GetValue(force));
            parsed.InvocationConfiguration.Output.WriteLine($"Installed the kernel \"{spec.Name}\" in {spec.Folder}.");
            return ExitCode.Success;
        });
        return verb;
    }

    private static Command List()
    {
        var prefix = Prefix();
        var verb = new Command("list", "Show the kernelspecs that Jupyter finds; a star marks those this command installed.") { prefix };
        verb.SetAction(parsed =>
        {
            var folders = parsed.GetValue(prefix) is { } given ? [KernelFolders.UnderPrefix(given)] : KernelFolders.Here.Searched;
            foreach (var spec in folders.SelectMany(KernelSpec.In))
                parsed.InvocationConfiguration.Output.WriteLine($"{(spec.IsOurs ? "*" : " ")} {spec.Name,-16} {spec.DisplayName,-24} {spec.Folder}");
            return ExitCode.Success;
        });
        return verb;
    }

    private static Command Uninstall()
    {
        var (name, user, prefix) = Location();
        var force = Force("Remove a kernelspec even if something else installed it.");
        var verb = new Command("uninstall", "Remove a kernelspec.") { name, user, prefix, force };
        verb.SetAction(parsed =>
        {
            var spec = Spec(parsed, name, user, prefix);
            spec.Uninstall(parsed.GetValue(force));
            parsed.InvocationConfiguration.Output.WriteLine($"Removed {spec.Folder}.");
            return ExitCode.Success;
        });
        return verb;
    }

    private static (Option<string> Name, Option<bool> User, Option<string?> Prefix) Location() => (
        new Option<string>("--name") { Description = "The name by which notebooks ask for the kernel.", DefaultValueFactory = _ => KernelSpec.DefaultName, HelpName = "NAME" },
        new Option<bool>("--user") { Description = "For the current user only, which is the default." },
        Prefix());

    private static Option<string?> Prefix() => new("--prefix") { Description = "Under DIR/share/jupyter, such as a Python environment's folder.", HelpName = "DIR" };

    private static Option<bool> Force(string description) => new("--force") { Description = description };

    private static KernelSpec Spec(ParseResult parsed, Option<string> name, Option<bool> user, Option<string?> prefix)
    {
        if (parsed.GetValue(user) && parsed.GetValue(prefix) is not null)
            throw new CourseException("--user and --prefix name two places; pass one of them.");
        var kernels = parsed.GetValue(prefix) is { } given ? KernelFolders.UnderPrefix(given) : KernelFolders.Here.User;
        return KernelSpec.Named(kernels, parsed.GetValue(name)!);
    }

    /// <summary>What starts this program again, without a build: the .NET host and the assembly, or the one file both were published into.</summary>
    private static string[] OwnCommand()
    {
        var assembly = typeof(KernelVerbs).Assembly.Location;
        if (assembly.Length == 0)
            return [Environment.ProcessPath!];
        // The runtime lives in <root>/shared/Microsoft.NETCore.App/<version>; a front end need not have dotnet on its path.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return [System.IO.File.Exists(host) ? host : "dotnet", assembly];
    }
}
