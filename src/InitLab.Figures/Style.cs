namespace InitLab.Figures;

/// <summary>How a mark looks where it should not look as the theme would have it. Everything is optional.</summary>
public sealed record Style
{
    /// <summary>The theme's own choice in everything.</summary>
    public static Style Default { get; } = new();

    /// <summary>Grey and thin: context, not the point.</summary>
    public static Style Muted { get; } = new() { Color = Themes.Palette.Muted, Dash = Figures.Dash.Solid, Width = 1.5 };

    /// <summary>A colour, as <c>#rrggbb</c>; by the series' turn when null.</summary>
    public string? Color { get; init; }

    /// <summary>The pattern of a line; by the series' turn when null.</summary>
    public Dash? Dash { get; init; }

    /// <summary>The shape of a point; by the series' turn when null.</summary>
    public Symbol? Symbol { get; init; }

    /// <summary>The width of a line in pixels; 2.5 when null.</summary>
    public double? Width { get; init; }

    /// <summary>The size of a point in pixels; 8 when null.</summary>
    public double? Size { get; init; }

    /// <summary>Between 0, invisible, and 1; the mark's own default when null.</summary>
    public double? Opacity { get; init; }

    /// <summary>One of an ordered family, such as layers or scales: a solid line in the colour at <paramref name="position"/>, 0 to 1, along a ramp.</summary>
    public static Style Ramp(double position) => new() { Color = Themes.Palette.Ramp(position), Dash = Figures.Dash.Solid };
}

/// <summary>The pattern of a line.</summary>
public enum Dash
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>A dash, a dot.</summary>
    DashDot,

    /// <summary>Long dashes.</summary>
    LongDash,

    /// <summary>A long dash, a dot.</summary>
    LongDashDot,
}

/// <summary>The shape of a point.</summary>
public enum Symbol
{
    /// <summary>A filled circle.</summary>
    Circle,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A filled diamond.</summary>
    Diamond,

    /// <summary>A filled triangle.</summary>
    Triangle,

    /// <summary>A diagonal cross.</summary>
    Cross,

    /// <summary>A filled triangle that points down.</summary>
    TriangleDown,

    /// <summary>An open circle.</summary>
    Ring,
}
