namespace Course;

/// <summary>Where the course lives on disk.</summary>
/// <param name="Root">The folder that holds <c>Course.sln</c>.</param>
/// <param name="Notebooks">The chapters as they are kept.</param>
/// <param name="Output">Executed notebooks and pages.</param>
public sealed record CourseFolders(string Root, string Notebooks, string Output)
{
    /// <summary>Executed notebooks, one a chapter.</summary>
    public string Executed => Path.Combine(Output, "notebooks");

    /// <summary>What the last run of every chapter came to.</summary>
    public string Results => Path.Combine(Output, "results.json");

    /// <summary>Scripts, styles and fonts as they came from npm, kept between runs.</summary>
    public string Packages => Path.Combine(Root, "artifacts", "web");

    /// <summary>Finds the course from the current folder upwards, then from the command's own folder upwards.</summary>
    /// <param name="notebooks">Another folder of chapters; null for <c>notebooks</c>.</param>
    /// <param name="output">Another folder of pages; null for <c>artifacts/course</c>.</param>
    /// <exception cref="CourseException">No folder above holds <c>Course.sln</c>, or <paramref name="notebooks"/> does not exist.</exception>
    public static CourseFolders Find(string? notebooks = null, string? output = null)
    {
        var root = Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory)
            ?? throw new CourseException($"no Course.sln in {Environment.CurrentDirectory} or above it; run the command inside the course's folder.");
        if (notebooks is not null && !Directory.Exists(notebooks))
            throw new CourseException($"there is no folder {Path.GetFullPath(notebooks)} to read chapters from.");
        return new(root, Path.GetFullPath(notebooks ?? Path.Combine(root, "notebooks")), Path.GetFullPath(output ?? Path.Combine(root, "artifacts", "course")));
    }

    private static string? Above(string folder)
    {
        for (var place = new DirectoryInfo(folder); place is not null; place = place.Parent)
            if (File.Exists(Path.Combine(place.FullName, "Course.sln")))
                return place.FullName;
        return null;
    }
}
