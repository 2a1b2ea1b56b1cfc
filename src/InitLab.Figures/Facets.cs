namespace InitLab.Figures;

/// <summary>
/// A grid of charts. Panels whose axes agree in name, unit and scale share them: the same limits, labels only at the edge, and zooming
/// one zooms all. Series of one name have one colour and one entry in the legend.
/// </summary>
public sealed record Facets : Figure
{
    private readonly IReadOnlyList<Chart> charts;

    private Facets(IReadOnlyList<Chart> charts) => this.charts = charts;

    /// <summary>The number of panels in a row.</summary>
    public int Columns { get; private init; }

    /// <summary>Whether x axes that agree are shared.</summary>
    public bool SharesX { get; init; } = true;

    /// <summary>Whether y axes that agree are shared.</summary>
    public bool SharesY { get; init; } = true;

    internal override string Kind => $"{charts.Count} panels";

    internal override IReadOnlyList<Chart> Charts => charts;

    /// <summary>The charts side by side, each under its own title.</summary>
    /// <param name="charts">The panels, row by row.</param>
    /// <param name="columns">Panels in a row; up to three when null.</param>
    /// <exception cref="ArgumentException">There is no chart, or columns is below one.</exception>
    public static Facets Of(IEnumerable<Chart> charts, int? columns = null)
    {
        var panels = charts.ToArray();
        if (panels.Length == 0)
            throw new ArgumentException("charts is empty: at least one panel is needed.", nameof(charts));
        if (columns < 1)
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "At least one panel stands in a row.");
        return new Facets(panels) { Columns = Math.Min(columns ?? (panels.Length == 4 ? 2 : 3), panels.Length) };
    }

    /// <summary>One chart for each item, side by side.</summary>
    /// <exception cref="ArgumentException">There is no item, or columns is below one.</exception>
    public static Facets Of<T>(IEnumerable<T> items, Func<T, Chart> chart, int? columns = null) => Of(items.Select(chart), columns);

    /// <summary>The same panels, each with limits of its own on both axes.</summary>
    public Facets Free() => this with { SharesX = false, SharesY = false };

    /// <summary>The same panels, each with limits of its own on the y axis.</summary>
    public Facets FreeY() => this with { SharesY = false };
}
