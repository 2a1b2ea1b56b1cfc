using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>What a layer sees while it computes: its parameters, its children, and the pass it is part of.</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly struct LayerContext<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Variable<T>> _parameters;

    internal LayerContext(Placement<T> placement, IReadOnlyList<Variable<T>> parameters, Pass<T> pass) => (Placement, _parameters, Pass) = (placement, parameters, pass);

    /// <summary>The layer's place in the network.</summary>
    public Placement<T> Placement { get; }

    /// <summary>The pass.</summary>
    public Pass<T> Pass { get; }

    /// <summary>The layer's own parameter by its number in the order of declaration.</summary>
    public Variable<T> Parameter(int index) => _parameters[Placement.Parameters[index]];

    /// <summary>What the layer measures while training, by its number in the order of declaration.</summary>
    public Statistic<T> Statistic(int index) => Placement.Statistics[index];

    /// <summary>Applies a child by its number in the order of declaration.</summary>
    public Variable<T> Child(int index, Variable<T> x) => Run(Placement.Children[index], x, _parameters, Pass);

    /// <summary>A random stream of this layer's own, for dropout and its like.</summary>
    /// <exception cref="InvalidOperationException">The pass was given no stream.</exception>
    public RandomStream Stream => Pass.Stream?[Placement.Label] ?? throw new InvalidOperationException(
        $"layer '{Placement.Label}' draws random numbers while training, but the pass has no stream; give one: new Pass<T> {{ IsTraining = true, Stream = stream }}.");

    internal static Variable<T> Run(Placement<T> placement, Variable<T> x, IReadOnlyList<Variable<T>> parameters, Pass<T> pass)
    {
        Variable<T> y = placement.Layer.Apply(x, new LayerContext<T>(placement, parameters, pass));
        pass.Observe?.Invoke(placement, x, y);
        return y;
    }
}

/// <summary>How a network is run.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed record Pass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A pass that computes the function, with dropout off and normalization by what was learned.</summary>
    public static Pass<T> Evaluation { get; } = new();

    /// <summary>Whether layers behave as in training.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Whether batch normalizations move their running averages towards this batch; a training step sets it, and nothing else changes the network in a pass.</summary>
    public bool UpdatesStatistics { get; init; }

    /// <summary>Where random layers draw from; another child stream a step.</summary>
    public RandomStream? Stream { get; init; }

    /// <summary>Called with every layer's place, input and output, inner layers first.</summary>
    public Action<Placement<T>, Variable<T>, Variable<T>>? Observe { get; init; }
}
