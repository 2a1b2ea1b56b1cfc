namespace Course.Checking;

/// <summary>How far two numbers may be apart and still be the same number.</summary>
/// <param name="Relative">Allowed difference as a part of the larger of the two.</param>
public readonly record struct Tolerance(double Relative)
{
    /// <summary>Below this size a number is rounding noise, and its relative error means nothing.</summary>
    public const double Noise = 1e-12;

    /// <summary>Whether the numbers agree. Not-a-number agrees with itself.</summary>
    /// <param name="stored">One number.</param>
    /// <param name="now">The other.</param>
    public bool Accepts(double stored, double now) =>
        stored.Equals(now) || Math.Abs(stored - now) <= Noise + Relative * Math.Max(Math.Abs(stored), Math.Abs(now));
}
