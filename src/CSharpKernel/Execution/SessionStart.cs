using CSharpKernel.Errors;
using CSharpKernel.Magics;
using CSharpKernel.Packages;
using CSharpKernel.Scripting;

namespace CSharpKernel.Execution;

/// <summary>Puts a session's parts together.</summary>
internal static class SessionStart
{
    public static (ScriptRunner Scripts, SubmissionChain Chain) Prepare(SessionOptions options)
    {
        var loader = new SessionLoadContext();
        string[] imports = [.. DefaultImports.Namespaces, .. options.Imports];
        var chain = new SubmissionChain(loader, imports);
        foreach (var path in HostLibraries.Framework.Concat(DefaultImports.Libraries))
            chain.AddReference(LibraryMetadata.HostReference(path));
        var references = new LibraryReferences(chain, loader);
        foreach (var path in options.References)
            references.Add(Path.GetFullPath(path, options.WorkingDirectory));
        var sources = new SourceIndex();
        var directives = new DirectiveRunner(references, new PackageRestorer(options.WorkingDirectory), new PackageLibraries(chain, loader), sources);
        return (new ScriptRunner(new CellCompiler(chain, new CellLibraries(chain, loader, imports)), directives, new MagicRunner(chain, sources), sources), chain);
    }
}
