namespace InitLab.Initializers;

/// <summary>Factors by which weights of variance 1 / n_in are multiplied for an activation, as PyTorch's calculate_gain has them.</summary>
/// <remarks>
/// A variance is scaled by the gain's square: <c>new VarianceScaling(Gain.Tanh * Gain.Tanh)</c>. For ReLUs the gain keeps E z² exactly; for tanh and SELU
/// the numbers are rules of thumb, and the sigmoid's says only that PyTorch makes no correction.
/// </remarks>
public static class Gain
{
    /// <summary>No activation: 1.</summary>
    public const double Linear = 1;

    /// <summary>Sigmoid: 1.</summary>
    public const double Sigmoid = 1;

    /// <summary>tanh: 5/3.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>ReLU: √2.</summary>
    public const double Relu = 1.4142135623730951;

    /// <summary>SELU: 3/4.</summary>
    public const double Selu = 0.75;

    /// <summary>Leaky ReLU: √(2 / (1 + slope²)).</summary>
    public static double LeakyRelu(double slope = 0.01) => Math.Sqrt(2 / (1 + slope * slope));

    /// <summary>PyTorch's calculate_gain, by its names: linear, conv2d, sigmoid, tanh, relu, leaky_relu, selu.</summary>
    /// <param name="nonlinearity">The name.</param>
    /// <param name="parameter">The slope of a leaky ReLU; 0.01 if null.</param>
    /// <exception cref="ArgumentException">PyTorch has no gain of that name.</exception>
    public static double Calculate(string nonlinearity, double? parameter = null) => nonlinearity switch
    {
        "linear" or "conv1d" or "conv2d" or "conv3d" or "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d" => Linear,
        "sigmoid" => Sigmoid,
        "tanh" => Tanh,
        "relu" => Relu,
        "leaky_relu" => LeakyRelu(parameter ?? 0.01),
        "selu" => Selu,
        _ => throw new ArgumentException($"PyTorch has no gain for '{nonlinearity}'; it has linear, conv2d, sigmoid, tanh, relu, leaky_relu and selu.", nameof(nonlinearity)),
    };
}
