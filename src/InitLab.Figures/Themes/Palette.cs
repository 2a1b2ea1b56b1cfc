namespace InitLab.Figures.Themes;

/// <summary>
/// The colours of series: told apart with red-green and blue-yellow colour blindness, and of contrast 3 to 1 or more on the light and
/// on the dark background alike, so that one figure serves both.
/// </summary>
public static class Palette
{
    /// <summary>The series' colours, in the order in which they are given out.</summary>
    public static IReadOnlyList<string> Series { get; } = ["#1F77C9", "#D55E00", "#009E73", "#B5509B", "#9C7A00", "#7A7F87"];

    /// <summary>For context that is not a series: rules, reference lines.</summary>
    public static string Muted => "#808691";

    /// <summary>For warnings in a figure.</summary>
    public static string Warning => "#C8551B";

    private static readonly (double R, double G, double B)[] RampStops =
        [(0x54, 0x3F, 0xB8), (0x2B, 0x77, 0xC4), (0x0F, 0x93, 0x8C), (0x6E, 0x8F, 0x1F), (0xC2, 0x6A, 0x12), (0xC9, 0x3A, 0x4A)];

    /// <summary>The colour at <paramref name="position"/>, 0 to 1, along a ramp for ordered series.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is outside 0 to 1.</exception>
    public static string Ramp(double position)
    {
        if (!(position >= 0 && position <= 1))
            throw new ArgumentOutOfRangeException(nameof(position), position, "A position along the ramp lies between 0 and 1; divide the index by the last index.");
        var along = position * (RampStops.Length - 1);
        var index = Math.Min((int)along, RampStops.Length - 2);
        var (from, to, part) = (RampStops[index], RampStops[index + 1], along - index);
        return Hex(from.R + part * (to.R - from.R), from.G + part * (to.G - from.G), from.B + part * (to.B - from.B));
    }

    internal static string WithOpacity(string hex, double opacity)
    {
        var rgb = Convert.ToInt32(hex[1..], 16);
        return FormattableString.Invariant($"rgba({rgb >> 16},{rgb >> 8 & 255},{rgb & 255},{opacity:0.###})");
    }

    private static string Hex(double r, double g, double b) =>
        $"#{(int)Math.Round(r):X2}{(int)Math.Round(g):X2}{(int)Math.Round(b):X2}";
}
