using InitLab.Figures.Scales;

namespace InitLab.Figures.Plotly;

/// <summary>The smallest and largest value that an axis must show.</summary>
internal sealed class Extent
{
    private const double Margin = 0.04;

    internal double Low { get; private set; } = double.PositiveInfinity;

    internal double High { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether bars stand on zero, so that no air belongs below it.</summary>
    internal bool StandsOnZero { get; set; }

    internal bool IsEmpty => Low > High;

    internal void Cover(double value, Scale scale)
    {
        if (!scale.Accepts(value))
            return;
        Low = Math.Min(Low, value);
        High = Math.Max(High, value);
    }

    internal void Cover(Extent other, Scale scale)
    {
        Cover(other.Low, scale);
        Cover(other.High, scale);
        StandsOnZero |= other.StandsOnZero;
    }

    /// <summary>The range in Plotly's unit with a little air, and the axis' own limits where it has them.</summary>
    internal (double From, double To) Range(Axis axis)
    {
        var (low, high) = IsEmpty ? (axis.Scale.FromRange(0), axis.Scale.FromRange(1)) : (Low, High);
        var (from, to) = (axis.Scale.ToRange(low), axis.Scale.ToRange(high));
        var air = to > from ? Margin * (to - from) : 0.5;
        var below = StandsOnZero && low == 0 ? 0 : air;
        return (axis.Min is { } min ? axis.Scale.ToRange(min) : from - below, axis.Max is { } max ? axis.Scale.ToRange(max) : to + air);
    }
}
