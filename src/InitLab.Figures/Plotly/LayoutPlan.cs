using InitLab.Figures.Marks;

namespace InitLab.Figures.Plotly;

/// <summary>
/// Where everything stands, in pixels: title, legend, the grid of panels. Plotly neither wraps titles nor keeps them clear of legends, so
/// the room is measured here from the length of the texts.
/// </summary>
internal sealed class LayoutPlan
{
    internal const int TitleSize = 18;
    internal const int SubtitleSize = 14;
    internal const int NoteSize = 12;
    internal const int Edge = 14;
    internal const int SliderHeight = 90;
    private const int AxisHeight = 60;
    private const double CharacterWidth = 0.54;
    private const double LineHeight = 1.32;
    private const int LegendRow = 24;
    private const int LegendSymbol = 52;
    private const int MostLegendRows = 2;
    private const int LabelWidth = 62;
    private const int LabelHeight = 34;
    private const int SinglePanel = 330;
    private const int GridPanel = 205;

    // The narrowest that each layout must serve; a wide figure may be given more than its nominal width, seldom less.
    private const int LeastWide = 600;
    private const int LeastNarrow = 350;

    private readonly Figure figure;
    private readonly IReadOnlyList<Drawing> drawings;

    internal LayoutPlan(Figure figure, IReadOnlyList<Drawing> drawings, SeriesBook book, PlotlyOptions options)
    {
        (this.figure, this.drawings, Book, Narrow) = (figure, drawings, book, options.Narrow);
        Grid = new GridPlan(figure, drawings, book, Narrow);
        LegendRows = Rows(book.Names);
        LegendBeside = !Narrow && LegendRows > MostLegendRows && !HasColorBar;
        Top = TopHeight(drawings.Max(drawing => TextHeight(TitleLines(drawing)))) + (Grid.HasTitles ? GridPlan.TitleHeight : 0);
        Height = Narrow || figure.Height is null ? Top + Grid.Rows * PanelHeight + (Grid.Rows - 1) * Grid.RowGap + Bottom : figure.Height.Value;
        Grid.Place(PlotWidth, PlotHeight);
    }

    internal GridPlan Grid { get; }

    internal SeriesBook Book { get; }

    internal bool Narrow { get; }

    internal bool Moves => figure is Slider;

    internal bool HasBars => HasHistograms || Charts.Any(chart => chart.Marks.Any(mark => mark is Bars));

    internal bool HasHistograms => Charts.Any(chart => chart.Marks.Any(mark => mark is Histogram));

    internal int LegendRows { get; }

    internal bool LegendBeside { get; }

    internal int Top { get; }

    internal int Height { get; }

    internal double PlotHeight => Math.Max(Height - Top - Bottom, 60);

    private int Bottom => AxisHeight + (Moves ? SliderHeight : 0);

    private bool Single => Grid.Rows == 1 && Grid.Columns == 1;

    // A panel of equal units is as high as it is wide where that is less.
    private int PanelHeight => Single && (Narrow && EqualAspect) ? Math.Min(SinglePanel, PlotWidth - 80) : Single ? SinglePanel : GridPanel;

    private IEnumerable<Chart> Charts => drawings.SelectMany(drawing => drawing.Panels).Select(panel => panel.Chart);

    private bool HasColorBar => Book.Shades.Count > 0;

    /// <summary>The width that a panel of equal units is held to, since more would only be empty; null for any other.</summary>
    internal int? FixedWidth => Single && EqualAspect && !Narrow ? figure.Width : null;

    private bool EqualAspect => Charts.Any(chart => chart.EqualAspect);

    private int LeastWidth => Narrow ? LeastNarrow : Math.Min(LeastWide, figure.Width);

    private int PlotWidth => (Narrow ? LeastNarrow : figure.Width) - 90;

    /// <summary>The title, subtitle and notes of a frame, broken into lines with their heights.</summary>
    internal IReadOnlyList<TextLine> TitleLines(Drawing drawing) =>
    [
        .. Lines(drawing.Title, Narrow ? TitleSize - 2 : TitleSize, TextKind.Title),
        .. Lines(drawing.Subtitle, Narrow ? SubtitleSize - 1 : SubtitleSize, TextKind.Subtitle),
        .. drawing.Notes.SelectMany(note => Lines("Note: " + note, NoteSize, TextKind.Note)),
    ];

    /// <summary>What the x axis of a panel shows over all frames, and over all panels where they share it.</summary>
    internal Extent XExtent(Panel panel) => Union(panel, Grid.SharesX, other => other.XExtent, panel.X);

    /// <summary>What the y axis of a panel shows over all frames, and over all panels where they share it.</summary>
    internal Extent YExtent(Panel panel) => Union(panel, Grid.SharesY, other => other.YExtent, panel.Y);

    private Extent Union(Panel panel, bool shared, Func<Panel, Extent> extent, Axis axis)
    {
        var union = new Extent();
        foreach (var other in drawings.SelectMany(drawing => drawing.Panels).Where(other => shared || other.Number == panel.Number))
            union.Cover(extent(other), axis.Scale);
        return union;
    }

    /// <summary>The values that a shade must show over all panels and frames.</summary>
    internal Extent ColorExtent(Shade shade)
    {
        var union = new Extent();
        foreach (var panel in drawings.SelectMany(drawing => drawing.Panels).Where(panel => panel.Colors.ContainsKey(shade)))
            union.Cover(panel.Colors[shade], shade.Scale);
        return union;
    }

    /// <summary>The last panel that is drawn in this shade, counted from 0.</summary>
    internal int PanelOf(Shade shade) => drawings.SelectMany(drawing => drawing.Panels).Where(panel => panel.Colors.ContainsKey(shade)).Max(panel => panel.Number) - 1;

    /// <summary>How many labels fit along the axes of a panel.</summary>
    internal (int X, int Y) LabelRoom => ((int)(Grid.PanelWidth * PlotWidth / LabelWidth), (int)(Grid.PanelHeight * PlotHeight / LabelHeight));

    private IEnumerable<TextLine> Lines(string text, int size, TextKind kind) =>
        Wrapping.Lines(text, (int)((LeastWidth - 2 * Edge) / (size * CharacterWidth))).Select(line => new TextLine(line, size, kind));

    // Plotly spaces all lines by the size of the first.
    private static int TextHeight(IReadOnlyList<TextLine> lines) => lines.Count == 0 ? 0 : (int)Math.Ceiling(lines.Count * lines[0].Size * LineHeight);

    private int TopHeight(int titleHeight) => (titleHeight > 0 ? Edge + titleHeight + 8 : Edge + 6) + (LegendBeside ? 0 : LegendRows * LegendRow);

    private int Rows(IReadOnlyList<string> names)
    {
        if (names.Count < 2)
            return 0;
        // Plotly sets a legend of several rows in columns as wide as its widest entry.
        var widths = names.Select(name => LegendSymbol + name.Length * 13 * CharacterWidth).ToArray();
        var room = LeastWidth - 90;
        return widths.Sum() <= room ? 1 : (int)Math.Ceiling(names.Count / Math.Max(1, Math.Floor(room / widths.Max())));
    }
}

internal enum TextKind
{
    Title,
    Subtitle,
    Note,
}

internal sealed record TextLine(string Text, int Size, TextKind Kind);
