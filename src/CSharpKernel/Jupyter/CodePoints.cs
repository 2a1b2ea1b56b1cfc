namespace CSharpKernel.Jupyter;

/// <summary>Converts between the protocol's cursor positions, in code points, and C#'s, in UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of a position in code points; a position past the end is the end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var index = 0;
        for (; codePoints > 0 && index < text.Length; codePoints--)
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }

    /// <summary>How many code points precede a UTF-16 index.</summary>
    public static int FromUtf16(string text, int index)
    {
        var count = 0;
        for (var i = 0; i < index; count++)
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        return count;
    }
}
