using CSharpKernel.Execution;
using Microsoft.AspNetCore.Html;

namespace CSharpKernel.Functions;

/// <summary>The functions that every cell can call by their bare names.</summary>
public static class NotebookFunctions
{
    /// <summary>Shows a value below the cell, in the forms that its type prefers.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeType">The one form to show it in; by default all that its type prefers. A string is taken as it is.</param>
    /// <returns>The display, which can be updated.</returns>
    public static DisplayedValue display(object? value, string? mimeType = null)
    {
        var shown = new DisplayedValue(Guid.NewGuid().ToString("N"), mimeType);
        shown.Show(value, update: false);
        return shown;
    }

    /// <summary>Asks the reader for a line of text.</summary>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public static string? input(string prompt = "") => Ask(prompt, password: false);

    /// <summary>Asks the reader for a line of text that is not shown.</summary>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public static string? password(string prompt = "") => Ask(prompt, password: true);

    /// <summary>Shows a value below the cell, as <see cref="display"/> does.</summary>
    public static DisplayedValue Display(this object? value, string? mimeType = null) => display(value, mimeType);

    /// <summary>HTML that is shown as it is, not encoded.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>A formula, with its dollar signs, that the front end typesets.</summary>
    public static FormattedText LaTeX(string formula) => new("text/latex", formula);

    /// <summary>Markdown that the front end renders.</summary>
    public static FormattedText Markdown(string text) => new("text/markdown", text);

    /// <summary>Removes the cell's outputs so far; with <paramref name="wait"/> only once the next one arrives.</summary>
    public static void clear_output(bool wait = false) => CellContext.Current?.Outputs.Send(new ClearOutput(wait));

    private static string? Ask(string prompt, bool password) =>
        CellContext.Current is { } cell ? ConsoleReader.Ask(cell, new InputRequest(prompt, password)) : throw new InvalidOperationException("Only a cell can ask its reader.");
}
