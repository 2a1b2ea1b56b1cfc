using System.Text.Json.Serialization;

namespace Course.Running;

/// <summary>What one run of one chapter came to.</summary>
/// <param name="Name">The chapter's file name without its ending.</param>
/// <param name="Cells">Code cells that ran to their end.</param>
/// <param name="CellsInAll">Code cells in the chapter.</param>
/// <param name="Figures">Figures drawn.</param>
/// <param name="ClaimsHeld">Claims that held.</param>
/// <param name="ClaimsInAll">Claims made.</param>
/// <param name="Seconds">Time from the start of the chapter's process to its end.</param>
/// <param name="Failure">Why the chapter failed, in one line; null when it passed.</param>
public sealed record ChapterResult(string Name, int Cells, int CellsInAll, int Figures, int ClaimsHeld, int ClaimsInAll, double Seconds, string? Failure)
{
    /// <summary>Whether every cell ran and every claim held.</summary>
    [JsonIgnore]
    public bool Passed => Failure is null;
}
