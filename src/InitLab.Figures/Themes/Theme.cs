namespace InitLab.Figures.Themes;

/// <summary>Which template a figure is drawn with. Series keep their colours; background, text, grid and colour scales change.</summary>
public enum Theme
{
    /// <summary>Dark text on white.</summary>
    Light,

    /// <summary>Light text on near-black.</summary>
    Dark,
}
