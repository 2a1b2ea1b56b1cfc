using InitLab.Figures.Themes;
using Xunit;

namespace InitLab.Figures.Tests.Themes;

/// <summary>Measures what the palette promises, with the colour-blindness matrices of Machado, Oliveira and Fernandes (2009) at severity 1.</summary>
public class PaletteTests
{
    private static readonly double[][,] Sights =
    [
        new[,] { { 1.0, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
        new[,] { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
        new[,] { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
        new[,] { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
    ];

    private static readonly string[] OkabeIto = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"];

    public static TheoryData<Theme> Themes => [Theme.Light, Theme.Dark];

    [Theory, MemberData(nameof(Themes))]
    public void Colours_are_further_apart_than_Okabe_and_Ito_s_however_they_are_seen(Theme theme) =>
        Assert.True(Closest(Of(theme)) > 1.1 * Closest(OkabeIto), $"{Closest(Of(theme)):G3} against {Closest(OkabeIto):G3}");

    [Theory, MemberData(nameof(Themes))]
    public void Colours_have_the_contrast_that_graphics_need_on_their_background(Theme theme) =>
        Assert.All([.. Of(theme), Palette.Muted], color => Assert.True(Contrast(color, Template.Background(theme)) >= 3, $"{color}: {Contrast(color, Template.Background(theme)):G3}"));

    [Theory, MemberData(nameof(Themes))]
    public void The_ramp_can_be_seen_on_either_background(Theme theme) =>
        Assert.All(Enumerable.Range(0, 21), i => Assert.True(Contrast(Palette.Ramp(i / 20.0), Template.Background(theme)) >= 3, $"{i}: {Contrast(Palette.Ramp(i / 20.0), Template.Background(theme)):G3}"));

    [Theory, MemberData(nameof(Themes))]
    public void Text_has_the_contrast_that_reading_needs(Theme theme)
    {
        var layout = Template.Of(theme)["layout"]!;
        Assert.True(Contrast((string)layout["font"]!["color"]!, Template.Background(theme)) >= 7);
        Assert.True(Contrast((string)layout["xaxis"]!["tickfont"]!["color"]!, Template.Background(theme)) >= 4.5);
    }

    private static IReadOnlyList<string> Of(Theme theme) => theme == Theme.Light ? Palette.Series : Palette.DarkSeries;

    private static double Closest(IReadOnlyList<string> colors) => (
        from sight in Sights
        from i in Enumerable.Range(0, colors.Count)
        from j in Enumerable.Range(0, i)
        select Distance(OkLab(Times(sight, Linear(colors[i]))), OkLab(Times(sight, Linear(colors[j]))))).Min();

    private static double Contrast(string one, string other)
    {
        double Luminance(string color) => Linear(color) is var rgb ? 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] : 0;
        var (a, b) = (Luminance(one) + 0.05, Luminance(other) + 0.05);
        return Math.Max(a, b) / Math.Min(a, b);
    }

    private static double[] Linear(string hex) => [.. new[] { 1, 3, 5 }.Select(i => Convert.ToInt32(hex.Substring(i, 2), 16) / 255.0)
        .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];

    private static double[] OkLab(double[] rgb)
    {
        var cones = Times(new[,] { { 0.4122214708, 0.5363325363, 0.0514459929 }, { 0.2119034982, 0.6806995451, 0.1073969566 }, { 0.0883024619, 0.2817188376, 0.6299787005 } }, rgb);
        return Times(
            new[,] { { 0.2104542553, 0.7936177850, -0.0040720468 }, { 1.9779984951, -2.4285922050, 0.4505937099 }, { 0.0259040371, 0.7827717662, -0.8086757660 } },
            [.. cones.Select(value => Math.Cbrt(Math.Max(value, 0)))]);
    }

    private static double[] Times(double[,] matrix, double[] vector) => [.. Enumerable.Range(0, 3).Select(i => Math.Clamp(Enumerable.Range(0, 3).Sum(j => matrix[i, j] * vector[j]), -2, 2))];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
