using InitLab.Figures.Themes;

namespace InitLab.Figures.Plotly;

/// <summary>How a figure is written.</summary>
public sealed record PlotlyOptions
{
    /// <summary>Light theme, six digits, laid out for a page.</summary>
    public static PlotlyOptions Default { get; } = new();

    /// <summary>The template to draw with.</summary>
    public Theme Theme { get; init; } = Theme.Light;

    /// <summary>Significant digits of a number, 2 to 17. Six are finer than any screen and keep a notebook small.</summary>
    public int Digits { get; init; } = 6;

    /// <summary>Lay out for a telephone: panels below one another, titles wrapped early.</summary>
    public bool Narrow { get; init; }

    /// <summary>
    /// Add a member <c>narrow</c> with the narrow <c>layout</c>, and <c>frames</c> with the layouts of the frames, for a page that is read on
    /// telephones too. Other readers of Plotly's JSON pass over it.
    /// </summary>
    public bool WithNarrow { get; init; }

    /// <summary>Leave <c>layout.template</c> out, for a page that sets it itself.</summary>
    public bool WithoutTemplate { get; init; }
}
