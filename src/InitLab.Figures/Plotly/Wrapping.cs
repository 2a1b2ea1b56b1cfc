namespace InitLab.Figures.Plotly;

/// <summary>Breaks a title into lines, since Plotly does not.</summary>
internal static class Wrapping
{
    /// <summary>Breaks at spaces into the fewest lines of at most <paramref name="width"/> characters, as evenly as they go.</summary>
    internal static IReadOnlyList<string> Lines(string text, int width)
    {
        if (text.Length == 0)
            return [];
        var fewest = Greedy(text, width);
        // The narrowest width that needs no more lines spreads the words evenly.
        for (var narrower = text.Length / fewest.Count; narrower < width; narrower++)
        {
            var even = Greedy(text, narrower);
            if (even.Count == fewest.Count)
                return even;
        }
        return fewest;
    }

    private static List<string> Greedy(string text, int width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        return lines;
    }
}
