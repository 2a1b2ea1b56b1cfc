namespace Course.Chapters;

/// <summary>A part of the course.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Last">The number of its last chapter.</param>
public sealed record Part(string Title, int Last)
{
    /// <summary>The parts in order.</summary>
    public static IReadOnlyList<Part> All { get; } =
    [
        new("Start", 0),
        new("Signals", 6),
        new("Failures and cures", 11),
        new("Architectures", 19),
        new("Training", 23),
        new("Starting points everywhere", 28),
        new("Finale", int.MaxValue),
    ];

    /// <summary>The part that a chapter number falls into.</summary>
    /// <param name="number">A chapter's number.</param>
    public static Part Of(int number) => All.First(part => number <= part.Last);
}
