using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace InitLab.Primitives;

/// <summary>
/// Argument checks for public doors. Each says which parameter is wrong, what was expected, what came and, where the caller
/// knows it, the likely remedy. A check that holds builds no string. Below the door use <c>Debug.Assert</c>.
/// </summary>
/// <remarks>
/// The checks of one value return it, so that a constructor can write <c>Width = Check.Positive(width)</c>. The parameter's
/// name is taken from the call unless it is given.
/// </remarks>
public static class Check
{
    /// <summary>Throws <see cref="ArgumentException"/> with the message unless the condition holds.</summary>
    /// <param name="condition">What must be true.</param>
    /// <param name="message">An interpolated string; it is evaluated only when the condition is false.</param>
    /// <param name="name">The parameter at fault, if it is a single one.</param>
    /// <exception cref="ArgumentException">The condition is false.</exception>
    public static void That(
        [DoesNotReturnIf(false)] bool condition,
        [InterpolatedStringHandlerArgument(nameof(condition))] ref CheckMessage message,
        string? name = null)
    {
        if (!condition)
            throw new ArgumentException(message.ToStringAndClear(), name);
    }

    /// <summary>The value, which must be above zero and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero, negative, infinite or NaN.</exception>
    public static T Positive<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", string? remedy = null)
        where T : INumber<T>
    {
        if (!(value > T.Zero && T.IsFinite(value)))
            OutOfRange(name, "must be positive" + OrInfinite(value), value, remedy);
        return value;
    }

    /// <summary>The value, which must be zero or above and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public static T NonNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", string? remedy = null)
        where T : INumber<T>
    {
        if (!(value >= T.Zero && T.IsFinite(value)))
            OutOfRange(name, "must not be negative" + OrInfinite(value), value, remedy);
        return value;
    }

    /// <summary>The value, which must lie in the closed interval from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside or is NaN.</exception>
    public static T InRange<T>(
        T value, T low, T high, [CallerArgumentExpression(nameof(value))] string name = "", string? remedy = null)
        where T : INumber<T>
    {
        if (!(value >= low && value <= high))
            OutOfRange(name, string.Create(CultureInfo.InvariantCulture, $"must lie between {low} and {high}"), value, remedy);
        return value;
    }

    /// <summary>The value, which must be at least <paramref name="low"/>; infinity is allowed, NaN is not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below, or NaN.</exception>
    public static T AtLeast<T>(
        T value, T low, [CallerArgumentExpression(nameof(value))] string name = "", string? remedy = null)
        where T : INumber<T>
    {
        if (!(value >= low))
            OutOfRange(name, string.Create(CultureInfo.InvariantCulture, $"must be at least {low}"), value, remedy);
        return value;
    }

    /// <summary>The value, which must be neither infinite nor NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or NaN.</exception>
    public static T Finite<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", string? remedy = null)
        where T : INumber<T>
    {
        if (!T.IsFinite(value))
            OutOfRange(name, "must be finite", value, remedy);
        return value;
    }

    /// <summary>Every value must be neither infinite nor NaN; the first that is not is named with its index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is infinite or NaN.</exception>
    public static void AllFinite<T>(
        ReadOnlySpan<T> values, [CallerArgumentExpression(nameof(values))] string name = "", string? remedy = null)
        where T : INumber<T>
    {
        for (int i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i]))
                OutOfRange(name, $"must hold only finite values: at index {i} it", values[i], remedy, joint: " ");
    }

    /// <summary>Two shapes must be equal.</summary>
    /// <param name="actual">The shape that came.</param>
    /// <param name="expected">The shape that was expected.</param>
    /// <param name="name">The parameter whose shape <paramref name="actual"/> is.</param>
    /// <param name="remedy">What likely helps.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void SameShape(
        Shape actual, Shape expected, [CallerArgumentExpression(nameof(actual))] string name = "", string? remedy = null)
    {
        if (actual != expected)
            throw new ArgumentException(
                $"{name} has shape {actual}, but {expected} was expected.{(remedy ?? Likely(actual, expected)) switch { null => "", var help => " " + help }}", name);
    }

    private static string? Likely(Shape actual, Shape expected) =>
        actual.Rank == 2 && expected.Rank == 2 && actual[0] == expected[1] && actual[1] == expected[0] ? "Transpose it?"
        : actual.Size == expected.Size ? "Reshape it?"
        : null;

    private static string OrInfinite<T>(T value)
        where T : INumber<T> => T.IsFinite(value) ? "" : " and finite";

    [DoesNotReturn]
    private static void OutOfRange<T>(string name, string expected, T came, string? remedy, string joint = ", but ")
        where T : INumber<T>
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"{name} {expected}{joint}is {came}.");
        throw new ArgumentOutOfRangeException(name, remedy is null ? message : $"{message} {remedy}");
    }
}
