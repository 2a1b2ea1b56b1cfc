using CSharpKernel.Errors;
using CSharpKernel.Magics;
using CSharpKernel.Rendering;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Execution;

/// <summary>Runs code from whatever source: part by part, and in each first the #r and #load lines, then the rest.</summary>
internal sealed class ScriptRunner(CellCompiler compiler, DirectiveRunner directives, MagicRunner magics, SourceIndex sources)
{
    /// <summary>Runs a source and returns the value of its last expression.</summary>
    /// <exception cref="CellFailure">A directive or the code itself is wrong.</exception>
    public ScriptValue Run(ScriptSource source, CellContext context)
    {
        sources.Add(source.Name, source.Text);
        var value = default(ScriptValue);
        foreach (var part in CellPart.Split(source.Text, source.Name))
        {
            if (part.Magic is null)
                value = RunCode(part.Text, source, context);
            else
                magics.Run(part, source, context, imported => Run(imported, context));
        }
        return value;
    }

    /// <summary>Runs an expression and renders its value.</summary>
    public MimeBundle Evaluate(ScriptSource source, CellContext context)
    {
        var value = Run(source, context);
        return Renderer.Render(value.Content).Data;
    }

    /// <summary>Does a piece of a cell's work and tells what went wrong, or null.</summary>
    public ErrorOutput? Catch(CellContext context, Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception) when (context.Stop.Requested)
        {
            return Interruption.Stopped();
        }
        catch (CellFailure failure)
        {
            return failure.Error;
        }
        catch (Exception exception)
        {
            return RuntimeErrors.Describe(exception, sources);
        }
    }

    private ScriptValue RunCode(string code, ScriptSource source, CellContext context)
    {
        var root = ScriptSyntax.Parse(code, source.Name).GetCompilationUnitRoot();
        directives.Follow(ScriptDirectives.Find(root), source, context, loaded => Run(loaded, context));
        return Execute(ScriptDirectives.Blank(root, code), source.Name, context);
    }

    private ScriptValue Execute(string code, string name, CellContext context)
    {
        var cell = compiler.Compile(code, name, context.Stop.Token);
        sources.Add(name, cell.Map);
        if (cell.Run is null)
            throw new CellFailure(CompilationErrors.Describe(cell.Diagnostics, sources, cell.InLibrary));
        foreach (var warning in cell.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning))
            context.Outputs.Write("stderr", string.Join("\n", CompilationErrors.Lines(warning, sources)) + "\n");
        var value = UserCode.Run(cell.Run, context);
        context.Stop.Token.ThrowIfCancellationRequested();
        return value is { Exists: false, Awaited: false } && cell.EndsInValue() ? new ScriptValue(true, null) : value;
    }
}

/// <summary>What a script's last expression gave.</summary>
/// <param name="Exists">False if it did not end in an expression.</param>
/// <param name="Content">The value, which may be null.</param>
/// <param name="Awaited">True if the expression was a task that had to be awaited first.</param>
internal readonly record struct ScriptValue(bool Exists, object? Content, bool Awaited = false);
