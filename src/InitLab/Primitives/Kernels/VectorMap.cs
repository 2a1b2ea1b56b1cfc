using System.Numerics;

namespace InitLab.Primitives.Kernels;

/// <summary>A function of two numbers, written for a whole register of them.</summary>
internal interface IVectorMap<T>
{
    static abstract Vector<T> Invoke(Vector<T> x, Vector<T> y);
}

/// <summary>Runs vector functions over buffers of any length.</summary>
internal static class VectorMap
{
    /// <summary>y = map(x, y), element by element.</summary>
    public static void Run<T, TMap>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TMap : struct, IVectorMap<T>
    {
        int width = Vector<T>.Count, i = 0;
        for (; i <= y.Length - width; i += width) TMap.Invoke(new Vector<T>(x[i..]), new Vector<T>(y[i..])).CopyTo(y[i..]);
        if (i == y.Length) return;
        Span<T> lastX = stackalloc T[width], lastY = stackalloc T[width];
        x[i..].CopyTo(lastX);
        y[i..].CopyTo(lastY);
        TMap.Invoke(new Vector<T>(lastX), new Vector<T>(lastY)).CopyTo(lastY);
        lastY[..(y.Length - i)].CopyTo(y[i..]);
    }
}
