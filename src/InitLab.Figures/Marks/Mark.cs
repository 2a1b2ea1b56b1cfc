using InitLab.Figures.Plotly;

namespace InitLab.Figures.Marks;

/// <summary>Something drawn in a panel. Marks of one name are one series: one colour, one entry in the legend.</summary>
public abstract record Mark
{
    private protected Mark()
    {
    }

    /// <summary>The series that the mark belongs to; empty for a mark that the legend leaves out.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it looks where the theme's own choice does not serve.</summary>
    public Style Style { get; init; } = Style.Default;

    /// <summary>What a reader calls it: line, points, band.</summary>
    internal abstract string Word { get; }

    internal virtual bool TakesColor => true;

    internal virtual bool TakesDash => false;

    internal virtual bool TakesSymbol => false;

    internal abstract void Draw(Pen pen);
}
