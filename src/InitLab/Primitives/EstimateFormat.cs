using System.Globalization;

namespace InitLab.Primitives;

/// <summary>Writes a value and its error to the same decimal place, with two digits of error.</summary>
internal static class EstimateFormat
{
    private const int ErrorDigits = 2, MostDecimals = 6, MostWhole = 6;

    internal static string PlusMinus(double value, double error)
    {
        if (error == 0)
            return $"{Plain(value)} ± 0";
        int place = Exponent(error) - (ErrorDigits - 1);
        int top = Math.Max(Exponent(value), Exponent(error));
        // Where plain decimals would be long, both are written in units of a power of ten.
        if (-place > MostDecimals || top > MostWhole)
            return $"({Fixed(value * Math.Pow(10, -top), top - place)} ± {Fixed(error * Math.Pow(10, -top), top - place)})e{top}";
        return $"{Fixed(value, -place)} ± {Fixed(error, -place)}";
    }

    private static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Fixed(double value, int decimals) =>
        value.ToString("F" + Math.Clamp(decimals, 0, 17), CultureInfo.InvariantCulture);

    private static int Exponent(double value) => value == 0 ? int.MinValue / 2 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
}
