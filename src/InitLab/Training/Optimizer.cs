using System.Numerics;

namespace InitLab.Training;

/// <summary>A rule that turns gradients into changes of the parameters. It is a description; a run keeps its own <see cref="OptimizerState{T}"/>.</summary>
public abstract record Optimizer
{
    /// <summary>A fresh state for a vector of parameters.</summary>
    /// <param name="parameters">How many parameters there are.</param>
    public abstract OptimizerState<T> Start<T>(int parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>What an optimizer remembers between steps, and its update.</summary>
/// <typeparam name="T">float or double.</typeparam>
public abstract class OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Changes a part of the parameter vector in place.</summary>
    /// <param name="parameters">The part, [n].</param>
    /// <param name="gradient">The loss's derivative by it, [n].</param>
    /// <param name="offset">Where the part starts in the whole vector.</param>
    /// <param name="step">The step's number and learning rate, and what clipping asks for.</param>
    public abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int offset, in UpdateStep step);
}

/// <summary>What an update needs to know about the step it is part of.</summary>
/// <param name="Number">The number of the step, the first being 0.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="GradientScale">The gradient is multiplied by this first.</param>
/// <param name="GradientLimit">Then its entries are clipped to between minus this and this.</param>
public readonly record struct UpdateStep(int Number, double LearningRate, double GradientScale = 1, double GradientLimit = double.PositiveInfinity);
