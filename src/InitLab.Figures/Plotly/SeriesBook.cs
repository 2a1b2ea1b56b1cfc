using InitLab.Figures.Marks;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Plotly;

/// <summary>
/// Gives every series of a figure its colour, dash and symbol in order of appearance, the same in every panel and frame, and remembers
/// which series the legend has shown.
/// </summary>
internal sealed class SeriesBook
{
    private readonly List<string> colored = [];
    private readonly List<string> dashed = [];
    private readonly List<string> marked = [];
    private readonly HashSet<string> listed = [];
    private readonly HashSet<string> outlined = [];
    private readonly List<Shade> shades = [];
    private readonly List<string> named = [];

    internal SeriesBook(IEnumerable<Chart> charts)
    {
        foreach (var chart in charts)
        {
            for (var i = 0; i < chart.Marks.Count; i++)
                Enter(chart.Marks[i], Key(chart.Marks[i], i));
        }
    }

    /// <summary>The names that the legend lists, in order.</summary>
    internal IReadOnlyList<string> Names => named;

    internal static string Key(Mark mark, int index) => mark.Name.Length > 0 ? mark.Name : $"#{index}";

    internal Ink Ink(Mark mark, int index)
    {
        var key = Key(mark, index);
        var color = mark.Style.Color ?? (mark.TakesColor ? Turn(Palette.Series, colored.IndexOf(key)) : Palette.Muted);
        return new Ink(key, color, mark.Style.Dash ?? Turn(Enum.GetValues<Dash>(), dashed.IndexOf(key)), mark.Style.Symbol ?? Turn(Enum.GetValues<Symbol>(), marked.IndexOf(key)));
    }

    /// <summary>The shades of the figure's fields, each of which is a colour axis.</summary>
    internal IReadOnlyList<Shade> Shades => shades;

    internal string ColorAxis(Shade shade) => shades.IndexOf(shade) is > 0 and var index ? $"coloraxis{index + 1}" : "coloraxis";

    /// <summary>Whether this mark is the one that stands for its series in the legend: the first of that name that is not only its band.</summary>
    internal bool List(Mark mark, string key) =>
        named.Count > 1 && named.Contains(key) && (mark is not Band || !outlined.Contains(key)) && listed.Add(key);

    /// <summary>Begins a new frame, whose legend is listed anew.</summary>
    internal void Restart() => listed.Clear();

    private void Enter(Mark mark, string key)
    {
        if (mark is Field { Shade: var shade } && !shades.Contains(shade))
            shades.Add(shade);
        if (!mark.TakesColor)
            return;
        if (mark.Name.Length > 0)
            AddOnce(named, key);
        if (mark is not Band)
            outlined.Add(key);
        if (mark.Style.Color is null)
            AddOnce(colored, key);
        if (mark.TakesDash && mark.Style.Dash is null)
            AddOnce(dashed, key);
        if (mark.TakesSymbol && mark.Style.Symbol is null)
            AddOnce(marked, key);
    }

    private static void AddOnce(List<string> list, string key)
    {
        if (!list.Contains(key))
            list.Add(key);
    }

    private static T Turn<T>(IReadOnlyList<T> choices, int turn) => choices[Math.Max(turn, 0) % choices.Count];
}
