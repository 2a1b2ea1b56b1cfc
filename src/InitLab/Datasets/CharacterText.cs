using InitLab.Primitives;

namespace InitLab.Datasets;

/// <summary>A text as numbers: the place of each character in the alphabet of those that occur.</summary>
/// <param name="Alphabet">The characters that occur, in rising order.</param>
/// <param name="Codes">The text, a number from 0 for each character.</param>
public sealed record CharacterText(string Alphabet, int[] Codes)
{
    /// <summary>Makes numbers of a text.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static CharacterText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Check.That(text.Length > 0, $"The text is empty.", nameof(text));
        string alphabet = string.Concat(text.Distinct().Order());
        var codeOf = new int[alphabet[^1] + 1];
        for (int code = 0; code < alphabet.Length; code++)
            codeOf[alphabet[code]] = code;
        return new CharacterText(alphabet, [.. text.Select(character => codeOf[character])]);
    }

    /// <summary>Reads a text of the data folder, unpacked if need be.</summary>
    /// <inheritdoc cref="DataFolder.Read"/>
    public static CharacterText Read(DataFolder folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var reader = new StreamReader(folder.Open(name));
        return Of(reader.ReadToEnd());
    }

    /// <summary>The characters of some numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in the alphabet.</exception>
    public string Decode(ReadOnlySpan<int> codes)
    {
        var characters = new char[codes.Length];
        for (int i = 0; i < codes.Length; i++)
            characters[i] = Alphabet[Check.InRange(codes[i], 0, Alphabet.Length - 1, nameof(codes))];
        return new string(characters);
    }

    /// <summary>The beginning and the end, which a model that predicts the next character is trained and tested on.</summary>
    /// <param name="firstShare">The share of the characters in the first part; nine tenths by default.</param>
    public (CharacterText First, CharacterText Second) Split(double firstShare = 0.9)
    {
        int length = (int)(Check.InRange(firstShare, 0, 1) * Codes.Length);
        return (this with { Codes = Codes[..length] }, this with { Codes = Codes[length..] });
    }
}
