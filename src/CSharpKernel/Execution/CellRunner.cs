using System.Diagnostics;
using CSharpKernel.Errors;
using CSharpKernel.Scripting;

namespace CSharpKernel.Execution;

/// <summary>Runs one cell from its text to its result.</summary>
internal sealed class CellRunner
{
    private readonly SessionOptions options;
    private readonly ScriptRunner scripts;
    private readonly SourceIndex sources = new();
    private readonly Dictionary<string, ExpressionResult> noExpressions = [];
    private int executionCount;

    public CellRunner(SessionOptions options)
    {
        this.options = options;
        var libraries = new SessionLoadContext();
        var chain = new SubmissionChain(libraries, [.. DefaultImports.Namespaces, .. options.Imports]);
        foreach (var path in HostLibraries.Framework.Concat(DefaultImports.Libraries))
            chain.AddReference(LibraryMetadata.Reference(path));
        var references = new LibraryReferences(chain, libraries);
        foreach (var path in options.References)
            references.Add(Path.GetFullPath(path, options.WorkingDirectory));
        scripts = new ScriptRunner(chain, references, sources);
    }

    public CellContext? Running { get; private set; }

    public CellResult Run(PendingCell cell)
    {
        var clock = Stopwatch.StartNew();
        var number = cell.Options is { StoreHistory: true, Silent: false } ? ++executionCount : executionCount;
        cell.Options.Started?.Invoke(number);
        using var outputs = new OutputChannel(cell.Output, cell.Options.Silent);
        var context = new CellContext(options, cell.Options, outputs);
        Running = context;
        context.Enter();
        ErrorOutput? error = null;
        try
        {
            Execute(cell.Options.Name ?? $"In[{number}]", cell.Code, number, context);
        }
        catch (CellFailure failure)
        {
            error = failure.Error;
        }
        catch (Exception exception)
        {
            error = RuntimeErrors.Describe(exception, sources);
        }
        if (error is not null)
            outputs.Send(error);
        outputs.Flush();
        CellContext.Leave();
        Running = null;
        return new CellResult(error is null ? CellStatus.Succeeded : CellStatus.Failed, number, clock.Elapsed, error, noExpressions);
    }

    private void Execute(string name, string code, int number, CellContext context)
    {
        var value = scripts.Run(new ScriptSource(name, code, options.WorkingDirectory), context);
        if (value.Exists)
            context.Show(value.Content, (data, metadata) => new ResultOutput(data, metadata, number));
    }
}
