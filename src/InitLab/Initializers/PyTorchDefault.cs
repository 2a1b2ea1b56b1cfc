using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>What PyTorch's Linear and Conv2d draw unless told otherwise: kaiming_uniform_(a = √5) for weights, and U(±1/√n_in) for biases.</summary>
/// <remarks>
/// The gain of a leaky ReLU of slope √5 is √(2 / (1 + 5)) = 1/√3, so the weights are uniform on ±√3 · (1/√3) / √n_in = ±1/√n_in too, of variance
/// 1 / (3 n_in): a sixth of He's.
/// </remarks>
public sealed record PyTorchDefault : Initializer
{
    /// <summary>The default.</summary>
    public PyTorchDefault() => Bias = new FanInUniform();

    /// <inheritdoc/>
    public override string Name => "PyTorch default";

    /// <inheritdoc/>
    public override double? Variance(Fans fans) => FanInUniform.Rule.Variance(fans);

    /// <inheritdoc/>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream) => FanInUniform.Rule.Sample<T>(shape, fans, stream);

    private sealed record FanInUniform : Initializer
    {
        public static readonly VarianceScaling Rule = new(1.0 / 3, FanMode.FanIn, WeightDistribution.Uniform);

        public override string Name => "PyTorch default bias";

        public override double? Variance(Fans fans) => Rule.Variance(fans);

        public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream) => Rule.Sample<T>(shape, fans, stream);
    }
}
