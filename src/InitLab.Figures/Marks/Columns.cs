using System.Numerics;

namespace InitLab.Figures.Marks;

/// <summary>Reads and checks the columns of numbers that marks are made from.</summary>
internal static class Columns
{
    internal static double[] Read<T>(IEnumerable<T> values, string parameter)
        where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        var column = values.Select(double.CreateChecked).ToArray();
        return column.Length > 0 ? column : throw new ArgumentException($"{parameter} is empty: there is nothing to draw. Check the filter or the loop that fills it.", parameter);
    }

    internal static void SameLength(double[] column, string parameter, double[] reference, string referenceParameter)
    {
        if (column.Length != reference.Length)
            throw new ArgumentException($"{parameter} has {column.Length} values but {referenceParameter} has {reference.Length}: one of each is needed for every point.", parameter);
    }

    internal static void Errors(double[]? column, double[] reference, string referenceParameter)
    {
        if (column is null)
            return;
        SameLength(column, "error", reference, referenceParameter);
        var negative = Array.FindIndex(column, value => value < 0);
        if (negative >= 0)
            throw new ArgumentException($"error[{negative}] = {column[negative]} is negative: an error bar has a length, the same above and below.", "error");
    }

    internal static void Sorted(double[] column, string parameter, string why)
    {
        for (var i = 1; i < column.Length; i++)
        {
            if (column[i] < column[i - 1])
                throw new ArgumentException($"{parameter} must not decrease, {why}, but {parameter}[{i}] = {column[i]} follows {column[i - 1]}: sort the points by {parameter} first.", parameter);
        }
    }

    internal static void SameShape(double[,] z, double[] x, double[] y)
    {
        if (z.GetLength(0) == y.Length && z.GetLength(1) == x.Length)
            return;
        var remedy = z.GetLength(0) == x.Length && z.GetLength(1) == y.Length ? " Transpose z?" : "";
        throw new ArgumentException($"z is [{z.GetLength(0)}, {z.GetLength(1)}] but y has {y.Length} values and x has {x.Length}: z needs one row for every y and one column for every x.{remedy}", nameof(z));
    }
}
