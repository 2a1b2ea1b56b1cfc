using InitLab.Figures.Marks;

namespace InitLab.Figures;

/// <content>Rules, segments and text.</content>
public sealed partial record Chart
{
    /// <summary>A line across the panel at this y, with its label at the right end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">y is not finite.</exception>
    public Chart HorizontalRule(double y, string label = "", Style? style = null) => Add(new Rule(y, vertical: false), label, style);

    /// <summary>A line up the panel at this x, with its label at the top.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is not finite.</exception>
    public Chart VerticalRule(double x, string label = "", Style? style = null) => Add(new Rule(x, vertical: true), label, style);

    /// <summary>A straight, muted line between two points.</summary>
    public Chart Segment((double X, double Y) from, (double X, double Y) to, string name = "", Style? style = null) =>
        Add(new Line([from.X, to.X], [from.Y, to.Y]), name, style ?? Style.Muted);

    /// <summary>Text centred at a point.</summary>
    public Chart Text(double x, double y, string words, Style? style = null) => Add(new Text(x, y, words), "", style);

    /// <summary>Text with an arrow to a point.</summary>
    public Chart Callout(double x, double y, string words, Style? style = null) => Add(new Text(x, y, words) { Arrow = true }, "", style);
}
