using System.Text;

namespace InitLab.Datasets;

/// <summary>Splits a line of comma-separated fields (RFC 4180, without line breaks inside quotes).</summary>
internal static class CsvLine
{
    internal static string[] Split(string line) => line.Contains('"') ? SplitQuoted(line) : line.Split(',');

    private static string[] SplitQuoted(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            bool doubled = quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"';
            if (doubled)
                field.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Finish();
            else
                field.Append(line[i]);
        }
        Finish();
        return [.. fields];

        void Finish()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
