namespace InitLab.Primitives.Kernels;

/// <summary>The body of a parallel loop. A struct that implements it is shared by every thread, so <see cref="Invoke"/> may write only what its own index owns.</summary>
internal interface IParallelBody
{
    /// <summary>Does the work of one index.</summary>
    /// <param name="index">From 0 up to, not including, the loop's count.</param>
    void Invoke(int index);
}
