using System.Numerics;
using InitLab.Figures.Marks;

namespace InitLab.Figures;

/// <content>Heat maps and contours.</content>
public sealed partial record Chart
{
    private const int DefaultLevels = 14;

    /// <summary>Coloured cells: <paramref name="z"/>[i, j] at y[i], x[j].</summary>
    /// <exception cref="ArgumentException">z does not have a row for every y and a column for every x.</exception>
    public Chart HeatMap<TX, TY, TZ>(IEnumerable<TX> x, IEnumerable<TY> y, TZ[,] z, Shade? shade = null)
        where TX : INumberBase<TX>
        where TY : INumberBase<TY>
        where TZ : INumberBase<TZ> =>
        Add(new Field(Columns.Read(x, nameof(x)), Columns.Read(y, nameof(y)), Widen(z), shade ?? new Shade()));

    /// <summary>Coloured cells with the values of a function of x and y.</summary>
    /// <exception cref="ArgumentException">A column is empty.</exception>
    public Chart HeatMap<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, Func<double, double, double> z, Shade? shade = null)
        where TX : INumberBase<TX>
        where TY : INumberBase<TY>
    {
        var (xs, ys) = (Columns.Read(x, nameof(x)), Columns.Read(y, nameof(y)));
        return Add(new Field(xs, ys, Tabulate(xs, ys, z), shade ?? new Shade()));
    }

    /// <summary>Contours of <paramref name="z"/>[i, j] at y[i], x[j], filled with colour.</summary>
    /// <exception cref="ArgumentException">z does not have a row for every y and a column for every x.</exception>
    public Chart Contour<TX, TY, TZ>(IEnumerable<TX> x, IEnumerable<TY> y, TZ[,] z, Shade? shade = null, int levels = DefaultLevels)
        where TX : INumberBase<TX>
        where TY : INumberBase<TY>
        where TZ : INumberBase<TZ> =>
        Add(new Field(Columns.Read(x, nameof(x)), Columns.Read(y, nameof(y)), Widen(z), shade ?? new Shade()) { Levels = levels });

    /// <summary>Contours of a function of x and y, filled with colour.</summary>
    /// <exception cref="ArgumentException">A column is empty.</exception>
    public Chart Contour<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, Func<double, double, double> z, Shade? shade = null, int levels = DefaultLevels)
        where TX : INumberBase<TX>
        where TY : INumberBase<TY>
    {
        var (xs, ys) = (Columns.Read(x, nameof(x)), Columns.Read(y, nameof(y)));
        return Add(new Field(xs, ys, Tabulate(xs, ys, z), shade ?? new Shade()) { Levels = levels });
    }

    private static double[,] Tabulate(double[] x, double[] y, Func<double, double, double> function)
    {
        var z = new double[y.Length, x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                z[i, j] = function(x[j], y[i]);
        }
        return z;
    }

    private static double[,] Widen<T>(T[,] z)
        where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(z);
        var wide = new double[z.GetLength(0), z.GetLength(1)];
        for (var i = 0; i < z.GetLength(0); i++)
        {
            for (var j = 0; j < z.GetLength(1); j++)
                wide[i, j] = double.CreateChecked(z[i, j]);
        }
        return wide;
    }
}
