using System.Numerics;
using InitLab.Primitives;

namespace InitLab.Training;

/// <summary>Stochastic gradient descent with momentum: v ← μ v + g + λ θ, θ ← θ - η v.</summary>
/// <remarks>
/// v starts at zero, so that the first step is θ - η (g + λ θ). Source: the update as documented for torch.optim.SGD with dampening 0;
/// momentum after B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
/// </remarks>
public sealed record Sgd : Optimizer
{
    /// <summary>μ, in [0, 1); 0 by default.</summary>
    public double Momentum { get; init => field = Check.InRange(value, 0, Math.BitDecrement(1.0)); }

    /// <summary>λ, the coefficient of the penalty λ‖θ‖²/2; 0 by default.</summary>
    public double WeightDecay { get; init => field = Check.NonNegative(value); }

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters) => new State<T>(this, parameters);

    private sealed class State<T>(Sgd sgd, int parameters) : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _velocity = sgd.Momentum > 0 ? new T[parameters] : [];

        public override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int offset, in UpdateStep step)
        {
            var plain = new PlainRule<T>(T.CreateChecked(step.LearningRate), T.CreateChecked(sgd.WeightDecay));
            if (sgd.Momentum == 0) UpdateKernel.Run(parameters, gradient, [], [], step, plain);
            else UpdateKernel.Run(parameters, gradient, _velocity.AsSpan(offset, parameters.Length), [], step, new MomentumRule<T>(plain, T.CreateChecked(sgd.Momentum)));
        }
    }

    private readonly struct PlainRule<T>(T rate, T decay) : IUpdateRule<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int States => 0;

        public T Rate => rate;

        public T Decay => decay;

        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second) =>
            parameter - (gradient + parameter * decay) * rate;
    }

    private readonly struct MomentumRule<T>(PlainRule<T> plain, T momentum) : IUpdateRule<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int States => 1;

        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            first = first * momentum + (gradient + parameter * plain.Decay);
            return parameter - first * plain.Rate;
        }
    }
}
