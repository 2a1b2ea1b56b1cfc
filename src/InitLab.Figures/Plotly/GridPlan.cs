namespace InitLab.Figures.Plotly;

/// <summary>The rows and columns of panels: which axes are shared, which carry labels, and what part of the plot each panel takes.</summary>
internal sealed class GridPlan
{
    internal const int TitleHeight = 26;
    private const int TickLabels = 30;
    private const int LabelledBelow = 10;
    private const int AxisTitle = 26;
    private const int YTickLabels = 48;
    private const int ColorBar = 70;

    private readonly IReadOnlyList<Panel> panels;
    private readonly bool ownColorBars;
    private double panelWidth;
    private double panelHeight;
    private double columnStep;
    private double rowStep;

    internal GridPlan(Figure figure, IReadOnlyList<Drawing> drawings, SeriesBook book, bool narrow)
    {
        panels = drawings[0].Panels;
        var facets = (figure is Slider ? figure.Frames[0] : figure) as Facets;
        Columns = narrow ? 1 : facets?.Columns ?? 1;
        Rows = (panels.Count + Columns - 1) / Columns;
        SharesX = facets is { SharesX: true } && panels.All(panel => panel.X.Matches(panels[0].X));
        SharesY = facets is { SharesY: true } && panels.All(panel => panel.Y.Matches(panels[0].Y));
        HasTitles = facets is not null && panels.Any(panel => panel.Chart.Title.Length > 0);
        Narrow = narrow;
        ownColorBars = panels.Count > 1 && book.Shades.Count > 1;
    }

    internal int Columns { get; }

    internal int Rows { get; }

    internal bool SharesX { get; }

    internal bool SharesY { get; }

    internal bool HasTitles { get; }

    internal bool Narrow { get; }

    /// <summary>Whether every panel has a colour bar of its own, since their colours mean different things.</summary>
    internal bool OwnColorBars => ownColorBars;

    internal int RowGap => (HasTitles ? TitleHeight : 10) + (SharesX && !Narrow ? LabelledBelow : TickLabels) + (SharesX ? 0 : AxisTitle);

    private int ColumnGap => (SharesY ? 26 : YTickLabels + AxisTitle) + (ownColorBars ? ColorBar : 0);

    internal double PanelWidth => panelWidth;

    internal double PanelHeight => panelHeight;

    internal void Place(double width, double height)
    {
        var (columnGap, rowGap) = (ColumnGap / width, RowGap / height);
        panelWidth = Math.Max((1 - (Columns - 1) * columnGap) / Columns, 0.05);
        panelHeight = Math.Max((1 - (Rows - 1) * rowGap) / Rows, 0.05);
        columnStep = Columns > 1 ? (1 - panelWidth) / (Columns - 1) : 0;
        rowStep = Rows > 1 ? (1 - panelHeight) / (Rows - 1) : 0;
    }

    internal (double From, double To) XDomain(int index)
    {
        var from = index % Columns * columnStep;
        return (from, Math.Min(from + panelWidth, 1));
    }

    internal (double From, double To) YDomain(int index)
    {
        var from = (Rows - 1 - index / Columns) * rowStep;
        return (from, Math.Min(from + panelHeight, 1));
    }

    /// <summary>Whether the panel is the lowest of its column, so that a shared x axis has its labels there.</summary>
    internal bool AtBottom(int index) => index + Columns >= panels.Count;

    internal bool AtLeft(int index) => index % Columns == 0;
}
