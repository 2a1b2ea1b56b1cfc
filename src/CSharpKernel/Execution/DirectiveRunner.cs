using CSharpKernel.Errors;
using CSharpKernel.Packages;
using CSharpKernel.Scripting;

namespace CSharpKernel.Execution;

/// <summary>Carries out #r and #load lines.</summary>
internal sealed class DirectiveRunner(LibraryReferences references, PackageRestorer restorer, PackageLibraries packages, SourceIndex sources)
{
    /// <summary>Carries out the lines of a source: first all packages at once, then the rest in order.</summary>
    public void Follow(IReadOnlyList<ScriptDirective> directives, ScriptSource source, CellContext context, Action<ScriptSource> run)
    {
        var wanted = directives.Where(IsPackage).ToList();
        if (wanted.Count > 0)
            Restore(wanted, context);
        foreach (var directive in directives.Except(wanted))
        {
            var path = Path.GetFullPath(directive.Value, source.Folder);
            if (directive.IsLoad)
                Load(directive, path, source, run);
            else
                Reference(directive, path, context);
        }
    }

    private static bool IsPackage(ScriptDirective directive) => !directive.IsLoad && PackageRequest.Is(directive.Value);

    private void Restore(List<ScriptDirective> directives, CellContext context)
    {
        var requests = directives.Select(directive => PackageRequest.Parse(directive.Value) ?? throw Failure(directive, "ReferenceError", "No package is named. Write #r \"nuget: Name, version\", such as #r \"nuget: MathNet.Numerics, 5.0.0\".")).ToList();
        var names = string.Join(", ", requests.Select(request => request.Version == "*" ? request.Name : $"{request.Name} {request.Version}"));
        var display = Guid.NewGuid().ToString("N");
        Show($"Restoring {names}", update: false);
        try
        {
            var restored = restorer.Restore(requests, line => Show($"Restoring {names}: {line}", update: true), context.Stop.Token);
            foreach (var warning in packages.Add(restored))
                context.Outputs.Write("stderr", $"warning: {warning}\n");
            var installed = restored.Where(package => requests.Any(request => request.Name.Equals(package.Name, StringComparison.OrdinalIgnoreCase)));
            Show("Restored " + string.Join(", ", installed.Select(package => $"{package.Name} {package.Version}")), update: true);
        }
        catch (RestoreFailedException failure)
        {
            Show($"Restoring {names} failed", update: true);
            throw Failure(directives[0], failure.Code, failure.Message);
        }

        void Show(string text, bool update) => context.Outputs.Send(new DisplayOutput(MimeBundle.Plain(text), [], display, update));
    }

    private void Load(ScriptDirective directive, string path, ScriptSource source, Action<ScriptSource> run)
    {
        if (!File.Exists(path))
            throw Failure(directive, "LoadError", $"There is no file {path}. Paths in #load start at the notebook's folder, in a loaded file at its own.");
        if (source.Loads(path))
            throw Failure(directive, "LoadError", $"{path} loads itself, directly or through others. Remove one of the #load lines.");
        run(ScriptSource.FromFile(path, source));
    }

    private void Reference(ScriptDirective directive, string path, CellContext context)
    {
        if (!File.Exists(path))
            path = HostLibraries.Find(Path.GetFileNameWithoutExtension(directive.Value)) ?? throw Failure(directive, "ReferenceError", $"There is no file {path}. Build the library first, or correct the path; paths in #r start at the notebook's folder.");
        try
        {
            if (references.Add(path) is { } warning)
                context.Outputs.Write("stderr", $"warning: {warning}\n");
        }
        catch (BadImageFormatException exception)
        {
            throw Failure(directive, "ReferenceError", $"{path} is no .NET library: {exception.Message}.");
        }
    }

    private CellFailure Failure(ScriptDirective directive, string name, string message) => CompilationErrors.At(directive.Location, name, message, sources);
}
