namespace InitLab.Figures.Plotly;

/// <summary>One frame of a figure with every panel drawn, and the texts that stand above it.</summary>
internal sealed class Drawing
{
    internal Drawing(Figure frame, Figure whole, Numbers numbers, SeriesBook book)
    {
        book.Restart();
        Panels = [.. frame.Charts.Select((chart, i) => new Panel(chart, i + 1, numbers, book))];
        Title = whole.Title.Length > 0 ? whole.Title : frame.Title;
        Subtitle = whole.Subtitle.Length > 0 ? whole.Subtitle : frame.Subtitle;
        Notes = [.. Panels.SelectMany(panel => panel.Notes.Select(note => Place(frame, panel) + note)).Distinct()];
    }

    internal IReadOnlyList<Panel> Panels { get; }

    internal string Title { get; }

    internal string Subtitle { get; }

    internal IReadOnlyList<string> Notes { get; }

    // In a grid a note says which panel it is about.
    private static string Place(Figure frame, Panel panel) =>
        frame.Charts.Count > 1 && panel.Chart.Title.Length > 0 ? panel.Chart.Title + ", " : "";
}
