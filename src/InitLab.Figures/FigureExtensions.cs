namespace InitLab.Figures;

/// <summary>What can be said of any figure, as one more step of the sentence that builds it.</summary>
public static class FigureExtensions
{
    /// <summary>The same figure with this title.</summary>
    public static T Title<T>(this T figure, string title)
        where T : Figure => figure with { Title = title };

    /// <summary>The same figure with this line under its title.</summary>
    public static T Subtitle<T>(this T figure, string subtitle)
        where T : Figure => figure with { Subtitle = subtitle };

    /// <summary>The same figure with this description in place of the one written from what it shows.</summary>
    public static T Alt<T>(this T figure, string description)
        where T : Figure => figure with { Alt = description };

    /// <summary>The same figure at this size in pixels. The width is that of a static image; on a page a figure takes the width it is given.</summary>
    public static T Size<T>(this T figure, int width, int? height = null)
        where T : Figure => figure with { Width = width, Height = height };
}
