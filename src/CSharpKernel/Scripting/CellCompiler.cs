using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Compiles one piece of code as the next of the chain, after the rewriting that it needs.</summary>
internal sealed class CellCompiler(SubmissionChain chain, CellLibraries libraries)
{
    /// <summary>Compiles code and adds it to the chain if it is right.</summary>
    public CompiledCell Compile(string code, string name, CancellationToken stop)
    {
        var library = libraries.TakeOut(code, name, stop);
        if (library.Failed)
            return new CompiledCell(null, library.Diagnostics, library.Map!, () => false, InLibrary: true);
        var notation = CellNotation.Rewrite(library.Rest, name);
        var plain = ScriptSyntax.Parse(notation.Text, name);
        var compilation = chain.Continue(plain);
        var checkpoints = CheckpointWriter.Write(plain.GetCompilationUnitRoot(stop), () => compilation.GetSemanticModel(plain)).Apply(notation.Text);
        var diagnostics = chain.Emit(chain.Continue(ScriptSyntax.Parse(checkpoints.Text, name)), stop, out var run);
        var edits = new SourceMap(library.Rest, [notation, checkpoints]);
        if (run is null)
        {
            // What is wrong is told of the code as it was written; should only the checkpoints be wrong, it runs without.
            diagnostics = chain.Emit(compilation, stop, out run);
            edits = new SourceMap(library.Rest, [notation]);
        }
        return new CompiledCell(run, [.. library.Diagnostics, .. diagnostics.Select(diagnostic => edits.Map(diagnostic, name))], edits, () => EndsInValue(plain, compilation));
    }

    private static bool EndsInValue(SyntaxTree tree, CSharpCompilation compilation) =>
        tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
}

/// <summary>What the compiler made of a piece of code.</summary>
/// <param name="Run">Runs it; null if it is wrong.</param>
/// <param name="Diagnostics">Findings, placed in the code as it was written.</param>
/// <param name="Map">The way from the compiled text back to the written one.</param>
/// <param name="EndsInValue">Tells whether it ends in an expression that has a value, which may be null.</param>
/// <param name="InLibrary">True if what is wrong is in its namespaces or extension blocks.</param>
internal sealed record CompiledCell(Func<Task<object?>>? Run, IReadOnlyList<Diagnostic> Diagnostics, SourceMap Map, Func<bool> EndsInValue, bool InLibrary = false);
