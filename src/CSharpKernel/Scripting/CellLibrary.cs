using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CSharpKernel.Scripting;

/// <summary>The code of one cell that is compiled into a library of its own.</summary>
internal sealed class CellLibrary
{
    private readonly string source;
    private readonly string code;
    private readonly string usings;
    private readonly IReadOnlyList<MetadataReference> references;
    private readonly HashSet<string> superseded = [];

    public CellLibrary(string name, string source, string code, IEnumerable<string> usings, IReadOnlyList<MetadataReference> references)
    {
        Name = name;
        this.source = source;
        this.code = code;
        this.references = references;
        TypeNames = LibraryPart.TypeNames(Parse(code).GetCompilationUnitRoot()).ToHashSet();
        this.usings = Usable(usings);
    }

    /// <summary>Its assembly's name.</summary>
    public string Name { get; }

    /// <summary>The full names of its types.</summary>
    public IReadOnlySet<string> TypeNames { get; }

    /// <summary>What cells compile against, once it is compiled.</summary>
    public ReplaceableReference? Reference { get; private set; }

    /// <summary>Compiles the library.</summary>
    /// <returns>The compiler's findings, and the compiled library if it is right.</returns>
    public (IReadOnlyList<Diagnostic> Diagnostics, MemoryStream? Image, MemoryStream Symbols, SourceMap Map) Compile(CancellationToken stop)
    {
        var published = LibraryPart.Publish(Parse(code).GetCompilationUnitRoot(stop), superseded).Apply(code);
        var tree = Parse(published.Text);
        var plain = Compilation(tree);
        var checkpoints = CheckpointWriter.Write(tree.GetCompilationUnitRoot(stop), () => plain.GetSemanticModel(tree)).Apply(published.Text);
        var map = new SourceMap(code, [published, checkpoints]);
        var symbols = new MemoryStream();
        var image = new MemoryStream();
        var result = Compilation(Parse(checkpoints.Text)).Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: stop);
        if (!result.Success)
        {
            (image, symbols, map) = (new MemoryStream(), new MemoryStream(), new SourceMap(code, [published]));
            result = plain.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: stop);
        }
        if (result.Success)
            Reference = new ReplaceableReference(image.ToArray());
        return ([.. result.Diagnostics.Select(diagnostic => map.Map(diagnostic, source))], result.Success ? image : null, symbols, map);
    }

    /// <summary>Hides types that a later library declares; if the rest cannot do without them, all of it.</summary>
    public void Hide(IReadOnlySet<string> names)
    {
        superseded.UnionWith(names.Where(TypeNames.Contains));
        Refresh();
    }

    /// <summary>Shows types again, because the later library came to nothing.</summary>
    public void Show(IReadOnlySet<string> names)
    {
        superseded.ExceptWith(names);
        Refresh();
    }

    private void Refresh()
    {
        var text = LibraryPart.Publish(Parse(code).GetCompilationUnitRoot(), superseded).Apply(code).Text;
        var image = new MemoryStream();
        if (!Compilation(Parse(text)).Emit(image, options: new EmitOptions(metadataOnly: true)).Success)
        {
            image = new MemoryStream();
            Compilation(Parse("")).Emit(image, options: new EmitOptions(metadataOnly: true));
        }
        Reference?.Replace(image.ToArray());
    }

    private SyntaxTree Parse(string text) => ScriptSyntax.ParseLibrary(text, source);

    private CSharpCompilation Compilation(SyntaxTree tree) => CSharpCompilation.Create(
        Name,
        [tree, ScriptSyntax.ParseLibrary(usings, "")],
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations));

    // A using directive of an earlier cell may speak of what only cells see, such as a type declared in one.
    private string Usable(IEnumerable<string> directives)
    {
        var globals = string.Join("\n", directives.Distinct());
        var tree = ScriptSyntax.ParseLibrary(globals, "");
        var wrong = CSharpCompilation.Create(Name, [tree, Parse(code)], references).GetSemanticModel(tree).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line)
            .ToHashSet();
        return string.Join("\n", globals.Split('\n').Where((_, number) => !wrong.Contains(number)));
    }
}
