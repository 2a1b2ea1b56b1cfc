using System.Text.Json.Nodes;
using InitLab.Figures.Html;
using InitLab.Figures.Plotly;

namespace InitLab.Figures;

/// <summary>
/// A figure is data: an immutable description of what is shown, which is written as Plotly's JSON when something draws it.
/// A <see cref="Chart"/> is one panel, <see cref="Facets"/> a grid of panels, a <see cref="Slider"/> a figure for each value of a parameter.
/// </summary>
public abstract record Figure
{
    private const int LeastSide = 120;

    private protected Figure()
    {
    }

    /// <summary>What the figure shows, set above it.</summary>
    public string Title { get; init; } = "";

    /// <summary>How to read it, set smaller under the title.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The description for readers who cannot see the figure; written from what it shows when null.</summary>
    public string? Alt { get; init; }

    /// <summary>The width in pixels at which a static image is drawn. On a page a figure takes the width that it is given.</summary>
    public int Width { get => width; init => width = Side(value, nameof(Width)); }

    /// <summary>The height in pixels; by what the figure holds when null.</summary>
    public int? Height { get => height; init => height = value is { } given ? Side(given, nameof(Height)) : null; }

    private readonly int width = 760;
    private readonly int? height;

    /// <summary>One line that says what the figure shows: its title, axes with ranges, and series.</summary>
    public string Description => Alt ?? Describer.Describe(this);

    internal abstract string Kind { get; }

    /// <summary>The panels, row by row.</summary>
    internal abstract IReadOnlyList<Chart> Charts { get; }

    /// <summary>The figure at each place of the slider; the figure itself where there is none.</summary>
    internal virtual IReadOnlyList<Figure> Frames => [this];

    /// <summary>The figure in Plotly's schema: <c>data</c>, <c>layout</c>, <c>frames</c> and <c>config</c>.</summary>
    public JsonObject ToPlotlyJson(PlotlyOptions? options = null) => FigureWriter.Write(this, options ?? PlotlyOptions.Default);

    /// <summary>
    /// What a notebook shows: <c>application/vnd.plotly.v1+json</c>, with a layout for telephones beside the usual one, and <c>text/plain</c>
    /// with the description.
    /// </summary>
    public JsonObject ToMimeBundle(PlotlyOptions? options = null) => new()
    {
        ["application/vnd.plotly.v1+json"] = ToPlotlyJson((options ?? PlotlyOptions.Default) with { WithNarrow = true }),
        ["text/plain"] = Description,
    };

    /// <summary>A page of its own with the figure on it.</summary>
    /// <param name="plotly">Where plotly.js is: a URL, or a path as the page will see it.</param>
    public string ToHtmlPage(string plotly) => HtmlPage.Write(this, plotly);

    /// <summary>The figure as a part of a page that has loaded plotly.js and <see cref="HtmlFragment.Script"/>.</summary>
    /// <param name="id">The element's id, unique on the page.</param>
    public string ToHtmlFragment(string id) => HtmlFragment.Write(this, id);

    /// <summary>Saves a page of its own with the figure on it.</summary>
    /// <param name="path">The file to write, usually <c>.html</c>; its folder is made if it is missing.</param>
    /// <param name="plotly">Where plotly.js is: a URL, or a path as the page will see it.</param>
    public void SaveHtmlPage(string path, string plotly = HtmlPage.PublicPlotly) => HtmlPage.Save(this, path, plotly);

    /// <summary>The title and description, for a debugger or a console.</summary>
    public sealed override string ToString() => Description;

    private static int Side(int pixels, string name) =>
        pixels >= LeastSide ? pixels : throw new ArgumentOutOfRangeException(name, pixels, $"{name} is in pixels and at least {LeastSide}.");
}
