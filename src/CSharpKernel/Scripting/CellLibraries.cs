using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Compiles the namespaces and extension blocks of cells, which scripts refuse, into libraries for the cells that follow.</summary>
internal sealed class CellLibraries(SubmissionChain chain, SessionLoadContext loader, IReadOnlyList<string> imports)
{
    private readonly List<CellLibrary> libraries = [];
    private readonly List<string> usings = [.. imports.Select(import => import == typeof(Functions.NotebookFunctions).FullName ? $"global using static {import};" : $"global using {import};")];

    /// <summary>Compiles the part of a cell that needs a library, if there is one.</summary>
    /// <returns>The code that is left for the script, every position kept, and what the compiler found.</returns>
    public LibraryOutcome TakeOut(string code, string name, CancellationToken stop)
    {
        var root = ScriptSyntax.Parse(code, name).GetCompilationUnitRoot(stop);
        usings.AddRange(root.Usings.Select(directive => directive.GlobalKeyword.RawKind == 0 ? "global " + directive.WithoutTrivia() : directive.WithoutTrivia().ToString()));
        var needed = LibraryPart.Needed(root);
        if (needed.Count == 0)
            return new LibraryOutcome(code, [], null);
        var all = Compile(code, name, root, LibraryPart.Possible(root), stop);
        return all.Failed ? Compile(code, name, root, needed, stop) : all;
    }

    private LibraryOutcome Compile(string code, string name, CompilationUnitSyntax root, IReadOnlyList<MemberDeclarationSyntax> members, CancellationToken stop)
    {
        var library = new CellLibrary(chain.NextLibraryName(), name, LibraryPart.Keep(code, root, members), usings, chain.References);
        // The older types would be ambiguous with the new ones, even within the new library.
        var older = libraries.Where(known => known.TypeNames.Overlaps(library.TypeNames)).ToList();
        older.ForEach(known => known.Hide(library.TypeNames));
        var (diagnostics, image, symbols, map) = library.Compile(stop);
        if (image is null)
        {
            older.ForEach(known => known.Show(library.TypeNames));
            return new LibraryOutcome(code, diagnostics, map, Failed: true);
        }
        loader.LoadCell(library.Name, image, symbols);
        chain.AddReference(library.Reference!);
        libraries.Add(library);
        return new LibraryOutcome(LibraryPart.Remove(code, members), diagnostics, map);
    }
}

/// <summary>What became of a cell's library part.</summary>
/// <param name="Rest">The code that is left for the script.</param>
/// <param name="Diagnostics">The compiler's findings.</param>
/// <param name="Map">The way from the library's text back to the written one; null if there is no library.</param>
/// <param name="Failed">True if it did not compile.</param>
internal sealed record LibraryOutcome(string Rest, IReadOnlyList<Diagnostic> Diagnostics, SourceMap? Map, bool Failed = false);
