namespace InitLab.Figures;

/// <summary>How a histogram counts.</summary>
public sealed record Bins
{
    /// <summary>The number of bins, 1 to 1000; by the rule of Freedman and Diaconis, between 8 and 60, when null.</summary>
    public int? Count { get; init; }

    /// <summary>Where the first bin begins; the smallest sample when null. Samples below are left out and counted in a note.</summary>
    public double? From { get; init; }

    /// <summary>Where the last bin ends; the largest sample when null. Samples above are left out and counted in a note.</summary>
    public double? To { get; init; }

    /// <summary>What the height of a bar says. A density unless stated, so that a theory's density can be drawn over it.</summary>
    public BinHeight Height { get; init; } = BinHeight.Density;
}

/// <summary>What the height of a histogram's bar says.</summary>
public enum BinHeight
{
    /// <summary>The fraction of samples divided by the bin's width: the area is 1.</summary>
    Density,

    /// <summary>The fraction of samples: the heights sum to 1.</summary>
    Fraction,

    /// <summary>The number of samples.</summary>
    Count,
}
