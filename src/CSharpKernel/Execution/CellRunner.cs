using System.Diagnostics;
using System.Text;
using CSharpKernel.Errors;
using CSharpKernel.Rendering;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CSharpKernel.Execution;

/// <summary>Runs one cell from its text to its result.</summary>
internal sealed class CellRunner
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    private readonly SessionOptions options;
    private readonly SubmissionChain chain;
    private readonly SourceIndex sources = new();
    private readonly Dictionary<string, ExpressionResult> noExpressions = [];
    private int executionCount;

    public CellRunner(SessionOptions options)
    {
        this.options = options;
        var libraries = new SessionLoadContext();
        chain = new SubmissionChain(libraries, [.. DefaultImports.Namespaces, .. options.Imports]);
        foreach (var path in HostLibraries.Framework)
            chain.AddReference(MetadataReference.CreateFromFile(path));
        foreach (var path in DefaultImports.Libraries)
            chain.AddReference(MetadataReference.CreateFromFile(path));
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
        sources.Add(name, code);
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Script, name);
        var diagnostics = chain.Emit(chain.Continue(tree), context.Stop.Token, out var run);
        if (run is null)
            throw new CellFailure(CompilationErrors.Describe(diagnostics, sources));
        var value = run().GetAwaiter().GetResult();
        if (value is not null || EndsInExpression(tree))
        {
            var (data, metadata) = Renderer.Render(value);
            context.Outputs.Send(new ResultOutput(data, metadata, number));
        }
    }

    private static bool EndsInExpression(SyntaxTree tree) =>
        tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } };
}
