using System.Numerics;
using InitLab.Autodiff;
using InitLab.Primitives.Kernels;

namespace InitLab.Layers;

/// <summary>The largest value of each window of each channel.</summary>
/// <param name="window">The window's size.</param>
/// <remarks>Padding never wins. Of equal values the first takes the derivative; a NaN wins over every number.</remarks>
public sealed class MaxPool2D<T>(Size2D window) : Pool2D<T>(window) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "max-pool";

    private protected override Variable<T> Pool(Variable<T> x, PoolingGeometry geometry) => Variable.MaxPool(x, geometry);
}
