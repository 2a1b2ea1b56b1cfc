using System.Numerics;
using System.Runtime.CompilerServices;
using InitLab.Primitives.Kernels;

namespace InitLab.Training;

/// <summary>The update of a few parameters, written once for all registers.</summary>
internal interface IUpdateRule<T>
{
    /// <summary>How many numbers are kept a parameter: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>The new values of the parameters; what is kept is changed in place.</summary>
    Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second);
}

/// <summary>Runs an update rule over a part of the parameters in one pass: every number is read once and written once.</summary>
internal static unsafe class UpdateKernel
{
    private const int Chunk = 16 * 1024;

    public static void Run<T, TRule>(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, in UpdateStep step, TRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        fixed (T* p = parameters, g = gradient, a = first, b = second)
        {
            var body = new Body<T, TRule>(p, g, a, b, parameters.Length, T.CreateChecked(step.GradientScale), T.CreateChecked(step.GradientLimit), rule);
            if (parameters.Length <= Chunk) body.Invoke(0);
            else Workers.For((parameters.Length + Chunk - 1) / Chunk, ref body);
        }
    }

    private readonly struct Body<T, TRule>(T* parameters, T* gradient, T* first, T* second, int length, T scale, T limit, TRule rule) : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        public void Invoke(int index)
        {
            int at = index * Chunk, end = Math.Min(length, at + Chunk), width = Vector<T>.Count;
            for (; at <= end - width; at += width) Step(parameters + at, gradient + at, first + at, second + at);
            if (at < end) Rest(at, end - at);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Step(T* p, T* g, T* a, T* b)
        {
            Vector<T> top = new(limit);
            Vector<T> slope = Vector.Min(Vector.Max(Vector.Load(g) * scale, -top), top);
            Vector<T> s = TRule.States > 0 ? Vector.Load(a) : default, t = TRule.States > 1 ? Vector.Load(b) : default;
            Vector.Store(rule.Apply(Vector.Load(p), slope, ref s, ref t), p);
            if (TRule.States > 0) Vector.Store(s, a);
            if (TRule.States > 1) Vector.Store(t, b);
        }

        // The last few go through a full register of their own, so that the rule is written only once.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Rest(int at, int count)
        {
            int bytes = count * sizeof(T);
            Vector<T> p = default, g = default, a = default, b = default;
            Unsafe.CopyBlock(&p, parameters + at, (uint)bytes);
            Unsafe.CopyBlock(&g, gradient + at, (uint)bytes);
            if (TRule.States > 0) Unsafe.CopyBlock(&a, first + at, (uint)bytes);
            if (TRule.States > 1) Unsafe.CopyBlock(&b, second + at, (uint)bytes);
            Step((T*)&p, (T*)&g, (T*)&a, (T*)&b);
            Unsafe.CopyBlock(parameters + at, &p, (uint)bytes);
            if (TRule.States > 0) Unsafe.CopyBlock(first + at, &a, (uint)bytes);
            if (TRule.States > 1) Unsafe.CopyBlock(second + at, &b, (uint)bytes);
        }
    }
}
