using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using InitLab.Primitives;

namespace InitLab.Datasets;

/// <summary>Reads one FCIDUMP file.</summary>
internal sealed class FcidumpReader(TextReader text, string name)
{
    private int lineNumber;

    internal MolecularIntegrals Read()
    {
        string header = ReadHeader();
        int orbitals = HeaderNumber(header, "NORB"), electrons = HeaderNumber(header, "NELEC");
        int n = orbitals;
        double nuclear = 0;
        double[] one = new double[n * n], two = new double[n * n * n * n];
        while (text.ReadLine() is { } line)
        {
            lineNumber++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            (double value, int i, int j, int k, int l) = Entry(line, n);
            if (i < 0)
                nuclear = value;
            else if (k < 0)
                one[i * n + j] = one[j * n + i] = value;
            else
                SetSymmetric(two, n, i, j, k, l, value);
        }
        return new MolecularIntegrals(n, electrons, nuclear, Tensor.From(one, [n, n]), Tensor.From(two, [n, n, n, n]));
    }

    private string ReadHeader()
    {
        var header = new StringBuilder();
        while (text.ReadLine() is { } line)
        {
            lineNumber++;
            header.Append(line).Append(' ');
            if (line.Contains("&END", StringComparison.OrdinalIgnoreCase) || line.TrimEnd().EndsWith('/'))
                return header.ToString();
        }
        throw new InvalidDataException($"{name} is not an FCIDUMP file or is truncated: its header does not end with &END or '/'.");
    }

    private int HeaderNumber(string header, string key)
    {
        Match match = Regex.Match(header, $@"\b{key}\s*=\s*(\d+)", RegexOptions.IgnoreCase);
        return match.Success && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is > 0 and var value
            ? value
            : throw new InvalidDataException($"{name}: the header gives no positive {key}.");
    }

    private (double Value, int I, int J, int K, int L) Entry(string line, int orbitals)
    {
        string[] fields = line.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        Span<int> indices = stackalloc int[4];
        bool valid = fields.Length == 5 & double.TryParse(fields[0].Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        for (int i = 0; valid && i < indices.Length; i++)
            valid = int.TryParse(fields[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out indices[i]) && indices[i] <= orbitals;
        bool nuclear = indices[0] == 0 && indices[1] == 0, oneElectron = indices[2] == 0 && indices[3] == 0;
        if (!valid || (indices[0] == 0) != (indices[1] == 0) || (indices[2] == 0) != (indices[3] == 0) || (nuclear && !oneElectron))
            throw new InvalidDataException($"{name}, line {lineNumber}: \"{line.Trim()}\" is not a value with four orbital numbers up to {orbitals}.");
        return (value, indices[0] - 1, indices[1] - 1, indices[2] - 1, indices[3] - 1);
    }

    private static void SetSymmetric(double[] two, int n, int i, int j, int k, int l, double value)
    {
        foreach ((int a, int b) in new[] { (i, j), (j, i) })
            foreach ((int c, int d) in new[] { (k, l), (l, k) })
                two[((a * n + b) * n + c) * n + d] = two[((c * n + d) * n + a) * n + b] = value;
    }
}
