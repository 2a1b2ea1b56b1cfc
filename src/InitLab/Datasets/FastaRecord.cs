using System.Text;

namespace InitLab.Datasets;

/// <summary>A named sequence of letters, as in FASTA files.</summary>
/// <param name="Name">The first word of the header.</param>
/// <param name="Description">The rest of the header, without blanks around it.</param>
/// <param name="Sequence">The letters in upper case, without line breaks.</param>
public sealed record FastaRecord(string Name, string Description, string Sequence)
{
    /// <summary>The letters of DNA.</summary>
    public const string Dna = "ACGT";

    /// <summary>Reads all records: a line that begins with '>' is a header, the lines up to the next hold its sequence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="alphabet">The letters that may occur.</param>
    /// <exception cref="InvalidDataException">The text does not begin with a header, a sequence is empty, or it has another letter.</exception>
    public static IReadOnlyList<FastaRecord> Read(TextReader text, string name, string alphabet = Dna)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(alphabet);
        var records = new List<FastaRecord>();
        string? header = null;
        var letters = new StringBuilder();
        int number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith('>'))
            {
                Finish();
                header = line[1..].Trim();
                continue;
            }
            string part = line.Trim().ToUpperInvariant();
            if (part.Length > 0 && header is null)
                throw new InvalidDataException($"{name}, line {number}: letters before the first header; a FASTA file begins with '>'.");
            if (part.AsSpan().IndexOfAnyExcept(alphabet) is var wrong and >= 0)
                throw new InvalidDataException($"{name}, line {number}: the letter '{part[wrong]}' is not one of {alphabet}.");
            letters.Append(part);
        }
        Finish();
        return records.Count > 0 ? records : throw new InvalidDataException($"{name} has no sequence.");

        void Finish()
        {
            if (header is null)
                return;
            string[] words = header.Split(' ', 2);
            if (letters.Length == 0)
                throw new InvalidDataException($"{name}: the sequence of {words[0]} is empty.");
            records.Add(new FastaRecord(words[0], words.Length > 1 ? words[1].Trim() : "", letters.ToString()));
            letters.Clear();
        }
    }
}
