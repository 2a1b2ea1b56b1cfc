using InitLab.Primitives;

namespace InitLab.Propagation;

/// <summary>Averages the traces of several initializations, layer by layer.</summary>
internal static class TraceAverage
{
    public static PropagationTrace Of(PropagationTrace[] runs, string stream) => runs[0] with
    {
        Layers = [.. runs[0].Layers.Select((layer, at) => layer with
        {
            Forward = Average(Array.ConvertAll(runs, run => run.Layers[at].Forward), stream),
            Backward = Average(Array.ConvertAll(runs, run => run.Layers[at].Backward), stream),
        })],
        Sampling = TraceSampling.Initializations,
        Runs = runs,
    };

    private static SignalStatistics Average(SignalStatistics[] runs, string stream)
    {
        Estimate Over(Func<SignalStatistics, Estimate> part) => Estimate.FromSamples<double>(Array.ConvertAll(runs, run => part(run).Value), stream);
        return new SignalStatistics(Over(run => run.Mean), Over(run => run.Variance), Over(run => run.SecondMoment), Over(run => run.DeadFraction), Over(run => run.CosineSimilarity));
    }
}
