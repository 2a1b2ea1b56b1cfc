using System.Numerics;
using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Primitives.Kernels;

namespace InitLab.Propagation;

/// <summary>Runs a network forward and backward once and measures what passes each layer.</summary>
internal sealed class TraceRecorder<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Fresh memory for every signal of a deep network costs as much as the backward sweep, so the buffers stay for the next call
    // until the garbage collector wants them.
    [ThreadStatic] private static WeakReference<Workspace<T>>? s_buffers;

    private readonly List<(string Path, string Kind)> _names = [];
    private readonly List<Variable<T>> _signals = [];
    private readonly HashSet<Variable<T>> _seen = [];

    public static PropagationTrace Record(Network<T> network, Tensor<T> batch, Tensor<T>? cotangent, Pass<T> pass)
    {
        Check.That(batch.Rank > 0 && batch.Shape[0] > 0, $"the batch must hold at least one input, [inputs, ...], got shape {batch.Shape}.", nameof(batch));
        // Out of its place while in use, as an observer may itself measure.
        Workspace<T> workspace = s_buffers is not null && s_buffers.TryGetTarget(out Workspace<T>? kept) ? kept : new Workspace<T>();
        s_buffers = null;
        PropagationTrace trace;
        using (workspace.Open()) trace = new TraceRecorder<T>().Run(network, batch, cotangent, pass);
        s_buffers = new WeakReference<Workspace<T>>(workspace);
        return trace;
    }

    private PropagationTrace Run(Network<T> network, Tensor<T> batch, Tensor<T>? cotangent, Pass<T> pass)
    {
        Variable<T> input = Variable.Leaf(batch);
        Add("input", "input", input);
        Variable<T> output = network.Apply(input, null, pass with
        {
            Observe = (placement, x, y) =>
            {
                Add(placement.Path, placement.Layer.Kind, y);
                pass.Observe?.Invoke(placement, x, y);
            },
        });
        Variable<T> weighted = Variable.Sum(output * Cotangent(cotangent, output.Shape));
        var body = new MeterBody([.. _signals.Select(signal => signal.Value), .. Derivatives.GradientValues(weighted, [.. _signals])]);
        Workers.For(body.Signals.Length, ref body);
        int count = _signals.Count;
        return new PropagationTrace(
            [.. _names.Select((name, i) => new LayerTrace(name.Path, name.Kind, _signals[i].Shape.From(1), body.Results[i], body.Results[count + i]))],
            batch.Shape[0], TraceSampling.Units);
    }

    // A layer that only hands on what its last child made is not told twice.
    private void Add(string path, string kind, Variable<T> signal)
    {
        if (!_seen.Add(signal)) return;
        _names.Add((path, kind));
        _signals.Add(signal);
    }

    private static Variable<T> Cotangent(Tensor<T>? cotangent, Shape output)
    {
        if (cotangent is null) return Tensor.Ones<T>(output);
        if (cotangent.Shape == output) return cotangent;
        Check.That(
            cotangent.Shape == output.From(1),
            $"the cotangent has shape {cotangent.Shape}, but must have that of one output, {output.From(1)}, or of all, {output}.", nameof(cotangent));
        return Tensor.BroadcastTo(cotangent, output);
    }

    private readonly struct MeterBody(Tensor<T>[] signals) : IParallelBody
    {
        public Tensor<T>[] Signals { get; } = signals;

        public SignalStatistics[] Results { get; } = new SignalStatistics[signals.Length];

        public void Invoke(int index) => Results[index] = SignalMeter<T>.Measure(Signals[index]);
    }
}
