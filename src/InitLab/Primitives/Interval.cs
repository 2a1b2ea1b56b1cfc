namespace InitLab.Primitives;

/// <summary>The closed interval from <paramref name="Low"/> to <paramref name="High"/>.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The distance between the ends.</summary>
    public double Width => High - Low;

    /// <summary>Whether a number lies inside or on an end.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
