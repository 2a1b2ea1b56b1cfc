using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace InitLab.Primitives;

/// <summary>Builds the message of <see cref="Check.That"/> only when the condition fails; the compiler makes one from <c>$"..."</c>.</summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct CheckMessage
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Starts a message unless the condition holds.</summary>
    public CheckMessage(int literalLength, int formattedCount, bool condition, out bool fails)
    {
        fails = !condition;
        text = fails ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Appends fixed text.</summary>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Appends a value, formatted for the invariant culture.</summary>
    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    /// <summary>Appends a value with a format, for the invariant culture.</summary>
    public void AppendFormatted<T>(T value, string? format) => text.AppendFormatted(value, format);

    /// <summary>Appends characters.</summary>
    public void AppendFormatted(ReadOnlySpan<char> value) => text.AppendFormatted(value);

    internal string ToStringAndClear() => text.ToStringAndClear();
}
