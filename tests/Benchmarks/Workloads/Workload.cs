namespace Benchmarks.Workloads;

/// <summary>A piece of work that both sides do identically.</summary>
/// <param name="Name">What it is called on both sides.</param>
/// <param name="Repeats">How often it is done in one timing, so that short ones are timed in bulk; the seconds are those of one.</param>
/// <param name="Rounds">How many timings each side gets.</param>
/// <param name="Prepare">Makes the data and gives what is timed.</param>
internal sealed record Workload(string Name, int Repeats, int Rounds, Func<Action> Prepare)
{
    /// <summary>All of them, in the order in which they run.</summary>
    public static IReadOnlyList<Workload> All { get; } = [.. Products.All, .. Trainings.All, .. Propagations.All, .. Tangents.All, .. Curvatures.All];
}
