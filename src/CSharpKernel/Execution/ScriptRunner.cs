using CSharpKernel.Errors;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Execution;

/// <summary>Runs code from whatever source: first its #r and #load lines, then itself.</summary>
internal sealed class ScriptRunner(SubmissionChain chain, LibraryReferences references, SourceIndex sources)
{
    private readonly Stack<string> loading = new();

    /// <summary>Runs a source and returns the value of its last expression.</summary>
    /// <exception cref="CellFailure">A directive or the code itself is wrong.</exception>
    public ScriptValue Run(ScriptSource source, CellContext context)
    {
        sources.Add(source.Name, source.Text);
        var root = ScriptSyntax.Parse(source.Text, source.Name).GetCompilationUnitRoot();
        foreach (var directive in ScriptDirectives.Find(root))
            Follow(directive, source, context);
        return Compile(ScriptDirectives.Blank(root, source.Text), source.Name, context);
    }

    private ScriptValue Compile(string code, string name, CellContext context)
    {
        var tree = ScriptSyntax.Parse(code, name);
        var diagnostics = chain.Emit(chain.Continue(tree), context.Stop.Token, out var run);
        if (run is null)
            throw new CellFailure(CompilationErrors.Describe(diagnostics, sources));
        var value = run().GetAwaiter().GetResult();
        return new ScriptValue(value is not null || EndsInExpression(tree.GetCompilationUnitRoot()), value);
    }

    private void Follow(ScriptDirective directive, ScriptSource source, CellContext context)
    {
        var path = Path.GetFullPath(directive.Value, source.Folder);
        if (directive.IsLoad)
            Load(directive, path, context);
        else
            Reference(directive, path, context);
    }

    private void Load(ScriptDirective directive, string path, CellContext context)
    {
        if (!File.Exists(path))
            throw Failure(directive, $"There is no file {path}. Paths in #load start at the notebook's folder, in a loaded file at its own.");
        if (loading.Contains(path))
            throw Failure(directive, $"{path} loads itself: {string.Join(" loads ", loading.Reverse().Append(path))}. Remove one of these #load lines.");
        loading.Push(path);
        try
        {
            Run(ScriptSource.FromFile(path), context);
        }
        finally
        {
            loading.Pop();
        }
    }

    private void Reference(ScriptDirective directive, string path, CellContext context)
    {
        if (!File.Exists(path))
            path = HostLibraries.Find(Path.GetFileNameWithoutExtension(directive.Value)) ?? throw Failure(directive, $"There is no file {path}. Build the library first, or correct the path; paths in #r start at the notebook's folder.");
        try
        {
            if (references.Add(path) is { } warning)
                context.Outputs.Write("stderr", $"warning: {warning}\n");
        }
        catch (BadImageFormatException exception)
        {
            throw Failure(directive, $"{path} is no .NET library: {exception.Message}.");
        }
    }

    private CellFailure Failure(ScriptDirective directive, string message) =>
        CompilationErrors.At(directive.Location, directive.IsLoad ? "LoadError" : "ReferenceError", message, sources);

    private static bool EndsInExpression(CompilationUnitSyntax root) =>
        root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } };
}

/// <summary>What a script's last expression gave.</summary>
/// <param name="Exists">False if it did not end in an expression.</param>
/// <param name="Content">The value, which may be null.</param>
internal readonly record struct ScriptValue(bool Exists, object? Content);
