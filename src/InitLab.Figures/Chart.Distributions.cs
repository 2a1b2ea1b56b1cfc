using System.Numerics;
using InitLab.Figures.Marks;

namespace InitLab.Figures;

/// <content>Histograms, bars and boxes.</content>
public sealed partial record Chart
{
    /// <summary>The distribution of samples.</summary>
    /// <exception cref="ArgumentException">There is no sample, or the bins are not sensible.</exception>
    public Chart Histogram<T>(IEnumerable<T> samples, string name = "", Bins? bins = null, Style? style = null)
        where T : INumberBase<T> =>
        Add(new Histogram(Columns.Read(samples, nameof(samples)), bins ?? new Bins()), name, style);

    /// <summary>A bar at each x.</summary>
    /// <exception cref="ArgumentException">A column is empty, or they differ in length.</exception>
    public Chart Bars<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> height, string name = "", Style? style = null)
        where TX : INumberBase<TX>
        where TY : INumberBase<TY> =>
        Add(new Bars(Columns.Read(x, nameof(x)), Columns.Read(height, nameof(height))), name, style);

    /// <summary>A bar for each category.</summary>
    /// <exception cref="ArgumentException">A column is empty, or they differ in length.</exception>
    public Chart Bars<T>(IEnumerable<string> category, IEnumerable<T> height, string name = "", Style? style = null)
        where T : INumberBase<T>
    {
        var chart = Named(category, out var at);
        return chart.Add(new Bars(at, Columns.Read(height, nameof(height))), name, style);
    }

    /// <summary>A bar for each category with a bar of <paramref name="error"/> above and below its end.</summary>
    /// <exception cref="ArgumentException">A column is empty, or they differ in length.</exception>
    public Chart BarsWithErrors<T>(IEnumerable<string> category, IEnumerable<T> height, IEnumerable<T> error, string name = "", Style? style = null)
        where T : INumberBase<T>
    {
        var chart = Named(category, out var at);
        return chart.Add(new Bars(at, Columns.Read(height, nameof(height)), Columns.Read(error, nameof(error))), name, style);
    }

    /// <summary>A box for the samples of one category.</summary>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public Chart Box<T>(string category, IEnumerable<T> samples, string name = "", Style? style = null)
        where T : INumberBase<T>
    {
        var chart = Named([category], out var at);
        return chart.Add(new Box(at[0], Columns.Read(samples, nameof(samples))), name, style ?? new Style { Color = Themes.Palette.Series[0] });
    }

    // The positions of categories on the x axis, which learns those that it does not know yet.
    private Chart Named(IEnumerable<string> categories, out double[] at)
    {
        var asked = categories.ToArray();
        if (asked.Length == 0)
            throw new ArgumentException("category is empty: there is nothing to draw. Check the filter or the loop that fills it.", nameof(categories));
        if (X.Categories is null && Marks.Count > 0 && Marks.Any(mark => mark is not Rule))
            throw new ArgumentException($"The axis \"{X.Name}\" already carries numbers and cannot take the category \"{asked[0]}\": draw the categories first, or use Axis.Of(name, categories).", nameof(categories));
        var known = new List<string>(X.Categories ?? []);
        foreach (var category in asked.Where(category => !known.Contains(category)))
            known.Add(category);
        at = [.. asked.Select(category => (double)known.IndexOf(category))];
        return this with { X = X with { Categories = known } };
    }
}
