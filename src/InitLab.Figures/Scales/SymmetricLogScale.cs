namespace InitLab.Figures.Scales;

/// <summary>
/// sign(v) log10(1 + |v| / c). Plotly has no such axis: values are mapped before they are written and the ticks are placed here.
/// </summary>
internal sealed record SymmetricLogScale : Scale
{
    private const int MostDecadesLabelled = 5;

    // As a part of the axis: closer to zero than this a label would run into that of zero.
    private const double LeastGap = 0.07;

    internal SymmetricLogScale(double linear)
    {
        if (!(double.IsFinite(linear) && linear > 0))
            throw new ArgumentOutOfRangeException(nameof(linear), linear, "linear, the magnitude below which a symmetric-log axis is close to linear, must be a finite number above zero.");
        Threshold = linear;
    }

    internal double Threshold { get; }

    internal override string Word => "symmetric log";

    internal override bool IsMapped => true;

    internal override double Map(double value) => Math.Sign(value) * Math.Log10(1 + Math.Abs(value) / Threshold);

    internal override double FromRange(double position) => Math.Sign(position) * Threshold * (Math.Pow(10, Math.Abs(position)) - 1);

    /// <summary>Zero and powers of ten on either side, thinned so that neither side carries more than five.</summary>
    internal IReadOnlyList<double> Ticks(double low, double high)
    {
        var first = (int)Math.Ceiling(Math.Log10(Threshold) - 1e-9);
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        var last = largest > 0 ? (int)Math.Floor(Math.Log10(largest) + 1e-9) : first;
        var step = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)MostDecadesLabelled));
        var powers = new List<double>();
        for (var exponent = last; exponent >= first; exponent -= step)
            powers.Insert(0, Math.Pow(10, exponent));
        var crowded = LeastGap * (Map(high) - Map(low));
        powers.RemoveAll(power => Map(power) < crowded);
        return [.. powers.Select(power => -power).Reverse().Append(0).Concat(powers).Where(tick => tick >= low && tick <= high)];
    }
}
