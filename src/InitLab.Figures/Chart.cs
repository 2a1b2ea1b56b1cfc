using InitLab.Figures.Marks;

namespace InitLab.Figures;

/// <summary>
/// One panel: two axes and the marks drawn against them. Built as a sentence, each step of which returns a new chart:
/// <code>
/// Chart.Of("depth", Axis.Log("q")).Band(depth, low, high, "five seeds").Line(depth, theory, "theory").Points(depth, measured, "measured")
/// </code>
/// </summary>
public sealed partial record Chart : Figure
{
    private Chart(Axis x, Axis y) => (X, Y) = (x, y);

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; }

    /// <summary>What is drawn, the first at the back.</summary>
    public IReadOnlyList<Mark> Marks { get; private init; } = [];

    /// <summary>Whether one unit is equally long on both axes.</summary>
    public bool EqualAspect { get; init; }

    /// <summary>An empty chart of <paramref name="y"/> over <paramref name="x"/>. A string is a linear axis of that name.</summary>
    public static Chart Of(Axis x, Axis y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return new Chart(x, y);
    }

    /// <summary>The same chart with one more mark in front.</summary>
    public Chart Add(Mark mark) => this with { Marks = [.. Marks, mark] };

    /// <summary>The same chart with whatever <paramref name="draw"/> adds for each item: a family of curves.</summary>
    public Chart For<T>(IEnumerable<T> items, Func<Chart, T, Chart> draw) => items.Aggregate(this, draw);

    /// <summary>The same chart with one unit equally long on both axes.</summary>
    public Chart Equal() => this with { EqualAspect = true };

    internal override string Kind => "Chart";

    internal override IReadOnlyList<Chart> Charts => [this];

    private Chart Add(Mark mark, string name, Style? style) => Add(mark with { Name = name, Style = style ?? Style.Default });
}
