namespace InitLab.Primitives.Kernels;

/// <summary>A matrix in memory, transposed or not, as a product reads it.</summary>
/// <param name="start">The first element.</param>
/// <param name="acrossStep">Elements between neighbours along the index that survives the product: rows of A, columns of B.</param>
/// <param name="depthStep">Elements between neighbours along the contracted index.</param>
internal readonly unsafe struct Operand<T>(T* start, nint acrossStep, nint depthStep)
    where T : unmanaged
{
    /// <summary>Elements between neighbours along the contracted index.</summary>
    public nint DepthStep => depthStep;

    /// <summary>Elements between neighbours along the index that survives the product.</summary>
    public nint AcrossStep => acrossStep;

    /// <summary>The address of one element.</summary>
    public T* At(nint across, nint depth) => start + across * acrossStep + depth * depthStep;

    /// <summary>The same matrix from a given element on.</summary>
    public Operand<T> From(nint across, nint depth) => new(At(across, depth), acrossStep, depthStep);
}
