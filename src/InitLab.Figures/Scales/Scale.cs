namespace InitLab.Figures.Scales;

/// <summary>How an axis turns values into positions: linear, logarithmic, or logarithmic on both sides of zero.</summary>
public abstract record Scale
{
    private protected Scale()
    {
    }

    /// <summary>Equal steps are equal distances.</summary>
    public static Scale Linear { get; } = new LinearScale();

    /// <summary>Equal factors are equal distances. Only values above zero can be drawn; others are left out and counted in a note.</summary>
    public static Scale Log { get; } = new LogScale();

    /// <summary>Logarithmic on both sides of zero, and close to linear within <paramref name="linear"/> of it.</summary>
    /// <param name="linear">The magnitude c in sign(v) log10(1 + |v| / c); above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="linear"/> is not a finite number above zero.</exception>
    public static Scale SymmetricLog(double linear = 1) => new SymmetricLogScale(linear);

    internal abstract string Word { get; }

    /// <summary>Whether Plotly draws the mapped value itself, so that hovering must be told the original.</summary>
    internal virtual bool IsMapped => false;

    internal virtual bool Accepts(double value) => double.IsFinite(value);

    /// <summary>From a value to the coordinate that Plotly is given.</summary>
    internal virtual double Map(double value) => value;

    /// <summary>From a value to the unit in which Plotly states ranges and places annotations: log10 on a logarithmic axis.</summary>
    internal virtual double ToRange(double value) => Map(value);

    /// <summary>From the unit of ranges back to a value.</summary>
    internal virtual double FromRange(double position) => position;
}

internal sealed record LinearScale : Scale
{
    internal override string Word => "linear";
}

internal sealed record LogScale : Scale
{
    internal override string Word => "log";

    internal override bool Accepts(double value) => double.IsFinite(value) && value > 0;

    internal override double ToRange(double value) => Math.Log10(value);

    internal override double FromRange(double position) => Math.Pow(10, position);
}
