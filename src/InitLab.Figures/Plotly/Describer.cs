using System.Globalization;
using System.Text;
using InitLab.Figures.Scales;

namespace InitLab.Figures.Plotly;

/// <summary>Says in one line what a figure shows, for those who cannot see it.</summary>
internal static class Describer
{
    private const int MostNames = 8;
    private const int MostPanels = 9;

    internal static string Describe(Figure figure)
    {
        var numbers = new Numbers(3);
        var book = new SeriesBook(figure.Frames.SelectMany(frame => frame.Charts));
        var drawings = figure.Frames.Select(frame => new Drawing(frame, figure, numbers, book)).ToArray();
        var panels = drawings[0].Panels;
        var text = new StringBuilder(Head(figure, drawings[0]));
        if (panels.Count == 1)
            text.Append(Panel(panels[0], drawings)).Append('.');
        else
            text.Append(string.Join("; ", panels.Take(MostPanels).Select((panel, i) => $"panel {i + 1}{Titled(panel)}: {Panel(panel, drawings)}"))).Append(panels.Count > MostPanels ? "; and more." : ".");
        if (figure is Slider slider)
            text.Append($" Slider over {slider.Parameter}, {Count(slider.Labels)}.");
        foreach (var note in drawings.SelectMany(drawing => drawing.Notes).Distinct().Take(3))
            text.Append($" Note: {note}.");
        return text.ToString().ReplaceLineEndings(" ");
    }

    private static string Head(Figure figure, Drawing drawing) => figure.Kind + (drawing.Title.Length > 0 ? $" \"{drawing.Title}\": " : ": ");

    private static string Titled(Panel panel) => panel.Chart.Title.Length > 0 ? $" \"{panel.Chart.Title}\"" : "";

    private static string Panel(Panel panel, Drawing[] drawings)
    {
        var frames = drawings.Select(drawing => drawing.Panels[panel.Number - 1]).ToArray();
        var y = Range(panel.Y, frames.Select(frame => frame.YExtent));
        return $"{y} over {Range(panel.X, frames.Select(frame => frame.XExtent))}{Series(panel)}";
    }

    private static string Series(Panel panel)
    {
        var series = panel.Chart.Marks.GroupBy(mark => mark.Name).SelectMany(group => group.Key.Length > 0
            ? [$"{group.Key} ({string.Join(" and ", group.Select(mark => mark.Word).Distinct())})"]
            : group.Select(mark => mark.Word).GroupBy(word => word).Select(words => words.Count() > 1 ? $"{words.Count()} times {words.Key}" : words.Key)).ToArray();
        return series.Length == 0 ? "" : "; " + string.Join(", ", series.Take(MostNames)) + (series.Length > MostNames ? $" and {series.Length - MostNames} more" : "");
    }

    private static string Range(Axis axis, IEnumerable<Extent> extents)
    {
        var union = new Extent();
        foreach (var extent in extents)
            union.Cover(extent, axis.Scale);
        var scale = axis.Scale == Scale.Linear ? "" : $", {axis.Scale.Word} scale";
        if (axis.Categories is { } categories)
            return $"{axis.Words} ({Count(categories)})";
        if (union.IsEmpty)
            return axis.Words;
        return string.Create(CultureInfo.InvariantCulture, $"{axis.Words} from {axis.Min ?? union.Low:G3} to {axis.Max ?? union.High:G3}{scale}");
    }

    private static string Count(IReadOnlyList<string> items) =>
        items.Count <= MostNames ? string.Join(", ", items) : $"{items.Count} values from {items[0]} to {items[^1]}";
}
