using InitLab.Figures.Scales;

namespace InitLab.Figures;

/// <summary>An axis: what it measures, in which unit, on which scale. A string is an axis on a linear scale.</summary>
/// <param name="Name">What is measured, such as "depth". <c>sigma_w^2</c> is set as a symbol with sub- and superscript.</param>
/// <param name="Unit">The unit, shown in brackets; empty for none.</param>
public sealed record Axis(string Name, string Unit = "")
{
    /// <summary>How values become positions. Linear unless stated.</summary>
    public Scale Scale { get; init; } = Scale.Linear;

    /// <summary>The lowest value shown; taken from the data when null.</summary>
    public double? Min { get; init; }

    /// <summary>The highest value shown; taken from the data when null.</summary>
    public double? Max { get; init; }

    /// <summary>Names for the positions 0, 1, 2, ...; null for a numeric axis.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>A linear axis.</summary>
    public static Axis Linear(string name, string unit = "") => new(name, unit);

    /// <summary>A logarithmic axis.</summary>
    public static Axis Log(string name, string unit = "") => new(name, unit) { Scale = Scale.Log };

    /// <summary>An axis that is logarithmic on both sides of zero and close to linear within <paramref name="linear"/> of it.</summary>
    public static Axis SymmetricLog(string name, double linear = 1, string unit = "") => new(name, unit) { Scale = Scale.SymmetricLog(linear) };

    /// <summary>An axis of named positions.</summary>
    public static Axis Of(string name, IEnumerable<string> categories) => new(name) { Categories = [.. categories] };

    /// <summary>The same axis, showing only the values between <paramref name="min"/> and <paramref name="max"/>.</summary>
    /// <exception cref="ArgumentException">The limits are not finite, not increasing, or not above zero on a logarithmic axis.</exception>
    public Axis Between(double min, double max)
    {
        if (!(double.IsFinite(min) && double.IsFinite(max) && min < max))
            throw new ArgumentException($"Axis \"{Name}\" cannot run from {min} to {max}: two finite limits are needed, the lower first.");
        if (!Scale.Accepts(min))
            throw new ArgumentException($"Axis \"{Name}\" is logarithmic and cannot begin at {min}: give a lower limit above zero, or use Axis.SymmetricLog.");
        return this with { Min = min, Max = max };
    }

    /// <summary>A linear axis with this name.</summary>
    public static implicit operator Axis(string name) => new(name);

    /// <summary>The name with its unit, as words.</summary>
    internal string Words => Unit.Length == 0 ? Name : $"{Name} ({Unit})";

    /// <summary>Whether two panels may share one axis: everything but the limits agrees.</summary>
    internal bool Matches(Axis other) =>
        Name == other.Name && Unit == other.Unit && Scale == other.Scale
        && (Categories ?? []).SequenceEqual(other.Categories ?? []);
}
