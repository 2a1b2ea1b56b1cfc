using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>A multiple of the identity matrix, for weights [out, in]; a rectangular one keeps as many coordinates as fit.</summary>
/// <param name="Gain">The value on the diagonal.</param>
public sealed record IdentityMatrix(double Gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override string Name => Gain == 1 ? "identity" : $"identity ({Gain})";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape is not a matrix.</exception>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream)
    {
        if (shape.Rank != 2) throw new ArgumentException($"an identity is a matrix [out, in], got shape {shape}; for a convolution use Dirac.", nameof(shape));
        return Tensor.Make<T>(shape, span =>
        {
            span.Clear();
            for (int i = 0; i < Math.Min(shape[0], shape[1]); i++) span[i * shape[1] + i] = T.CreateChecked(Gain);
        });
    }
}
