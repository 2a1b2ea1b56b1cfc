namespace Course.Chapters;

/// <summary>Finds chapters on disk.</summary>
public static class ChapterList
{
    /// <summary>Every chapter in a folder, in order.</summary>
    /// <param name="folder">A folder of notebooks.</param>
    public static IReadOnlyList<Chapter> All(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.ipynb").Select(file => new Chapter(file)).OrderBy(chapter => chapter.Order).ThenBy(chapter => chapter.Name, StringComparer.Ordinal)];

    /// <summary>The chapters that the arguments select, in order; all when there are no arguments.</summary>
    /// <param name="folder">A folder of notebooks.</param>
    /// <param name="wanted">Chapter numbers (<c>1</c>, <c>01</c>), parts of names (<c>depth</c>), or paths of notebooks.</param>
    /// <exception cref="CourseException">An argument selects nothing, or the folder holds no chapter.</exception>
    public static IReadOnlyList<Chapter> Select(string folder, IReadOnlyList<string> wanted)
    {
        var all = All(folder);
        if (wanted.Count == 0)
            return all.Count > 0 ? all : throw new CourseException($"there is no chapter in {folder}; chapters are files named NN-kebab-title.ipynb.");
        return [.. wanted.SelectMany(name => Matches(name, folder, all)).Distinct().OrderBy(chapter => chapter.Order).ThenBy(chapter => chapter.Name, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<Chapter> Matches(string name, string folder, IReadOnlyList<Chapter> all)
    {
        if (name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            return [new Chapter(Existing(name, folder))];
        IReadOnlyList<Chapter> found = int.TryParse(name, out var number)
            ? [.. all.Where(chapter => chapter.Order == number)]
            : [.. all.Where(chapter => chapter.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count > 0 ? found : throw new CourseException(
            $"no chapter matches \"{name}\" in {folder}; there {(all.Count == 0 ? "are none" : $"are {string.Join(", ", all.Select(chapter => chapter.Name))}")}.");
    }

    private static string Existing(string path, string folder) =>
        new[] { Path.GetFullPath(path), Path.Combine(folder, path) }.FirstOrDefault(File.Exists)
            ?? throw new CourseException($"there is no notebook at {Path.GetFullPath(path)}.");
}
