using System.Globalization;

namespace InitLab.Figures.Plotly;

/// <summary>Text for ticks that are placed here and not by Plotly.</summary>
internal static class TickText
{
    internal static string Power(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => $"10<sup>{exponent.ToString(CultureInfo.InvariantCulture).Replace("-", "−")}</sup>",
    };

    internal static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace("-", "−");

    /// <summary>A signed power of ten or zero: short as a number where it is, else as a power.</summary>
    internal static string SignedPower(double value)
    {
        if (value == 0 || Math.Abs(value) is >= 0.01 and <= 1000)
            return Short(value);
        return (value < 0 ? "−" : "") + Power((int)Math.Round(Math.Log10(Math.Abs(value))));
    }
}
