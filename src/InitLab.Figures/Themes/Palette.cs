namespace InitLab.Figures.Themes;

/// <summary>
/// The colours of series. Each set was searched for the largest smallest distance between two of its colours in the OKLab space, as seen
/// with normal sight, protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009), at contrast 3 to 1 or more on its
/// background: further apart than Okabe and Ito's colours, of which some are too pale for white.
/// </summary>
public static class Palette
{
    /// <summary>The series' colours on the light background, in the order in which they are given out.</summary>
    public static IReadOnlyList<string> Series { get; } = ["#0C60CC", "#A84800", "#18A884", "#905484", "#B48400", "#9C84E4"];

    /// <summary>What becomes of <see cref="Series"/> on the dark background: the same hues, brighter.</summary>
    public static IReadOnlyList<string> DarkSeries { get; } = ["#3090F0", "#E46C24", "#90F0B4", "#B47890", "#F0B400", "#CCB4FC"];

    /// <summary>For context that is not a series: rules, reference lines.</summary>
    public static string Muted => "#808691";

    private static readonly (double R, double G, double B)[] RampStops =
        [(0x6B, 0x55, 0xD6), (0x2B, 0x77, 0xC4), (0x0F, 0x93, 0x8C), (0x6E, 0x8F, 0x1F), (0xC2, 0x6A, 0x12), (0xC9, 0x3A, 0x4A)];

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

    // Eight digits rather than rgba(): a colour keeps its first seven characters, by which a page finds it when it turns dark.
    internal static string WithOpacity(string hex, double opacity) => $"{hex}{(int)Math.Round(255 * opacity):X2}";

    private static string Hex(double r, double g, double b) =>
        $"#{(int)Math.Round(r):X2}{(int)Math.Round(g):X2}{(int)Math.Round(b):X2}";
}
