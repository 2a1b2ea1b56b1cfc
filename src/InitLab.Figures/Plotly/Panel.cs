using System.Text.Json.Nodes;

namespace InitLab.Figures.Plotly;

/// <summary>One chart, drawn: its traces, shapes, annotations and notes, on a numbered pair of axes.</summary>
internal sealed class Panel
{
    private readonly List<string> notes = [];
    private readonly SeriesBook book;

    internal Panel(Chart chart, int number, Numbers numbers, SeriesBook book)
    {
        (Chart, Number, Numbers, this.book) = (chart, number, numbers, book);
        for (var i = 0; i < chart.Marks.Count; i++)
        {
            var mark = chart.Marks[i];
            mark.Draw(new Pen(this, mark, book.Ink(mark, i), mark.TakesColor && book.List(mark, SeriesBook.Key(mark, i))));
        }
    }

    internal Chart Chart { get; }

    internal int Number { get; }

    internal Numbers Numbers { get; }

    internal Axis X => Chart.X;

    internal Axis Y => Chart.Y;

    internal string XRef => Number == 1 ? "x" : $"x{Number}";

    internal string YRef => Number == 1 ? "y" : $"y{Number}";

    internal string XName => Number == 1 ? "xaxis" : $"xaxis{Number}";

    internal string YName => Number == 1 ? "yaxis" : $"yaxis{Number}";

    internal Extent XExtent { get; } = new();

    internal Extent YExtent { get; } = new();

    internal List<JsonObject> Traces { get; } = [];

    internal List<JsonObject> Shapes { get; } = [];

    internal List<JsonObject> Annotations { get; } = [];

    /// <summary>The values that each shade of this panel must show.</summary>
    internal Dictionary<Shade, Extent> Colors { get; } = [];

    internal IReadOnlyList<string> Notes => notes;

    internal string ColorAxis(Shade shade)
    {
        Colors.TryAdd(shade, new Extent());
        return book.ColorAxis(shade);
    }

    internal void Note(string sentence)
    {
        if (!notes.Contains(sentence))
            notes.Add(sentence);
    }
}
