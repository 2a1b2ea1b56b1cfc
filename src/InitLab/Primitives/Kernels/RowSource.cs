namespace InitLab.Primitives.Kernels;

/// <summary>Where the rows of a register tile's right operand lie.</summary>
internal unsafe interface IRowSource<T>
    where T : unmanaged
{
    /// <summary>The first element of row <paramref name="p"/> of the contracted index.</summary>
    T* At(nint p);
}

/// <summary>Rows at a fixed distance: a matrix.</summary>
internal readonly unsafe struct StridedRows<T>(T* start, nint step) : IRowSource<T>
    where T : unmanaged
{
    public T* At(nint p) => start + p * step;
}

/// <summary>Rows at listed places, which may overlap: the shifted views of an image that a convolution sums over.</summary>
internal readonly unsafe struct OffsetRows<T>(T* start, int* offsets) : IRowSource<T>
    where T : unmanaged
{
    public T* At(nint p) => start + offsets[p];
}
