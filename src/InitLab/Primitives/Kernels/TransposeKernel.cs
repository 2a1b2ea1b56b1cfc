namespace InitLab.Primitives.Kernels;

/// <summary>Copies an array with its axes in another order.</summary>
internal static class TransposeKernel
{
    private const int Tile = 32;

    public static void Run<T>(ReadOnlySpan<T> x, Shape xShape, int[] order, Span<T> y, Shape yShape) where T : unmanaged
    {
        if (x.Length == 0) return;
        if (order is [1, 0]) Matrix(x, xShape[0], xShape[1], y);
        else General(x, xShape, order, y, yShape);
    }

    // Square tiles keep both the read and the written lines in the first-level cache.
    private static void Matrix<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> y) where T : unmanaged
    {
        for (int top = 0; top < rows; top += Tile)
            for (int left = 0; left < columns; left += Tile)
                for (int i = top, bottom = Math.Min(top + Tile, rows); i < bottom; i++)
                    for (int j = left, right = Math.Min(left + Tile, columns); j < right; j++)
                        y[j * rows + i] = x[i * columns + j];
    }

    private static void General<T>(ReadOnlySpan<T> x, Shape xShape, int[] order, Span<T> y, Shape yShape) where T : unmanaged
    {
        int rank = order.Length;
        Span<int> strides = stackalloc int[rank], position = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++) strides[axis] = xShape.From(order[axis] + 1).Size;
        position.Clear();
        int last = rank - 1, inner = yShape[last], step = strides[last];
        for (int at = 0, from = 0; at < y.Length; at += inner)
        {
            for (int i = 0; i < inner; i++) y[at + i] = x[from + i * step];
            for (int axis = last - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++position[axis] < yShape[axis]) break;
                from -= strides[axis] * position[axis];
                position[axis] = 0;
            }
        }
    }
}
