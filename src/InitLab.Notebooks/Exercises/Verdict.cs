namespace InitLab.Notebooks.Exercises;

/// <summary>What an exercise says of an answer.</summary>
/// <param name="Exercise">The exercise's name.</param>
/// <param name="IsRight">Whether the answer is right.</param>
/// <param name="Message">What to tell the learner.</param>
public sealed record Verdict(string Exercise, bool IsRight, string Message)
{
    /// <summary>The verdict in one line.</summary>
    public override string ToString() => $"{(IsRight ? "✓" : "○")} {Exercise}: {Message}";
}
