using System.Numerics;

namespace InitLab.Autodiff;

/// <summary>One recorded operation: its operands, and its derivative in both directions, written in differentiable operations.</summary>
/// <param name="Operands">What the operation was applied to.</param>
/// <param name="Pull">From the derivative by the result to the derivative by operand i: u ↦ uᵀJᵢ.</param>
/// <param name="Push">From the derivatives of the operands, null for none, to the derivative of the result: v ↦ Σ Jᵢvᵢ.</param>
internal sealed record Node<T>(Variable<T>[] Operands, Func<Variable<T>, int, Variable<T>> Pull, Func<Variable<T>?[], Variable<T>> Push)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Whether operations on this thread are recorded.</summary>
internal static class Recording
{
    [ThreadStatic] private static bool s_paused;

    public static bool IsPaused => s_paused;

    /// <summary>Switches recording on or off until the result is disposed.</summary>
    public static Scope Set(bool paused)
    {
        var scope = new Scope(s_paused);
        s_paused = paused;
        return scope;
    }

    public readonly ref struct Scope(bool before)
    {
        public void Dispose() => s_paused = before;
    }
}
