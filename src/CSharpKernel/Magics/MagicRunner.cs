using System.Diagnostics;
using System.Text.Json.Nodes;
using CSharpKernel.Errors;
using CSharpKernel.Execution;
using CSharpKernel.Scripting;

namespace CSharpKernel.Magics;

/// <summary>Carries out magics.</summary>
internal sealed class MagicRunner(SubmissionChain chain, SourceIndex sources)
{
    private readonly HashSet<string> imported = [];

    /// <summary>Carries out one magic.</summary>
    /// <param name="part">The magic.</param>
    /// <param name="source">The code that it stands in.</param>
    /// <param name="context">The cell.</param>
    /// <param name="run">Runs another source, for #!import.</param>
    public void Run(CellPart part, ScriptSource source, CellContext context, Action<ScriptSource> run)
    {
        switch (part.Magic)
        {
            case "csharp" or "C#":
                break;
            case "html":
                Show(context, "text/html", part.Text);
                break;
            case "markdown":
                Show(context, "text/markdown", part.Text);
                break;
            case "javascript" or "js":
                Show(context, "text/html", $"<script type=\"text/javascript\">\n{part.Text}\n</script>");
                break;
            case "time":
                context.Timer ??= Stopwatch.StartNew();
                break;
            case "who":
                context.Outputs.Write("stdout", string.Join("  ", chain.Variables().Select(variable => variable.Name)) + "\n");
                break;
            case "whos":
                context.Show(chain.Variables(), (data, metadata) => new DisplayOutput(data, metadata));
                break;
            case "lsmagic":
                context.Outputs.Write("stdout", string.Concat(MagicNames.Known.Select(magic => $"#!{magic.Key,-12}{magic.Value}\n")));
                break;
            case "import":
                Import(part, source, run);
                break;
            default:
                throw CompilationErrors.At(part.Location, "UnknownMagic", MagicNames.Unknown(part.Magic!), sources);
        }
    }

    private static void Show(CellContext context, string mimeType, string text)
    {
        var bundle = new MimeBundle();
        bundle.Add(mimeType, text);
        bundle.Add("text/plain", text);
        context.Outputs.Send(new DisplayOutput(bundle, []));
    }

    private void Import(CellPart part, ScriptSource source, Action<ScriptSource> run)
    {
        var path = Path.GetFullPath(part.Argument.Trim('"', ' '), source.Folder);
        if (part.Argument.Length == 0 || !File.Exists(path))
            throw Failure(part, $"There is no file {path}. Write #!import and the path of a .csx, .cs or .ipynb file; it starts at the notebook's folder.");
        if (!imported.Add(path))
            return;
        try
        {
            foreach (var piece in Pieces(part, path, source))
                run(piece);
        }
        catch
        {
            // A file that failed may be mended and imported again.
            imported.Remove(path);
            throw;
        }
    }

    private IEnumerable<ScriptSource> Pieces(CellPart part, string path, ScriptSource source) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csx" or ".cs" => [ScriptSource.FromFile(path, source)],
        ".ipynb" => NotebookCells(part, path, source),
        _ => throw Failure(part, $"{path} cannot be imported; #!import takes .csx, .cs and .ipynb files."),
    };

    private List<ScriptSource> NotebookCells(CellPart part, string path, ScriptSource source)
    {
        try
        {
            var cells = JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray();
            return
            [
                .. cells
                    .Where(cell => (string?)cell!["cell_type"] == "code")
                    .Select((cell, number) => new ScriptSource($"{path}, cell {number + 1}", Text(cell!["source"]!), Path.GetDirectoryName(path)!, source)),
            ];
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException)
        {
            throw Failure(part, $"{path} is no notebook: it is not a JSON document with a list of cells.");
        }
    }

    private static string Text(JsonNode source) => source is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)source ?? "";

    private CellFailure Failure(CellPart part, string message) => CompilationErrors.At(part.Location, "ImportError", message, sources);
}
