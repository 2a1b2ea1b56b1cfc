namespace InitLab.Layers;

/// <summary>The activations by the names the field knows them by; those with a parameter at its usual value, for others <c>new LeakyRelu(0.2)</c>.</summary>
public static class Activations
{
    /// <summary>max(x, 0).</summary>
    public static Activation Relu { get; } = new Relu();

    /// <summary>x, or 0.01 x for negative x.</summary>
    public static Activation LeakyRelu { get; } = new LeakyRelu();

    /// <summary>x, or eˣ - 1 for negative x.</summary>
    public static Activation Elu { get; } = new Elu();

    /// <summary>The self-normalizing ELU.</summary>
    public static Activation Selu { get; } = new Selu();

    /// <summary>x Φ(x).</summary>
    public static Activation Gelu { get; } = new Gelu();

    /// <summary>x Φ(x) with Φ approximated by a hyperbolic tangent.</summary>
    public static Activation GeluTanh { get; } = new GeluTanh();

    /// <summary>x σ(x), also called swish.</summary>
    public static Activation Silu { get; } = new Silu();

    /// <summary>x tanh(log(1 + eˣ)).</summary>
    public static Activation Mish { get; } = new Mish();

    /// <summary>log(1 + eˣ).</summary>
    public static Activation Softplus { get; } = new Softplus();

    /// <summary>tanh x.</summary>
    public static Activation Tanh { get; } = new Tanh();

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Activation Sigmoid { get; } = new Sigmoid();

    /// <summary>The error function.</summary>
    public static Activation Erf { get; } = new Erf();

    /// <summary>x cut at ±1.</summary>
    public static Activation HardTanh { get; } = new HardTanh();

    /// <summary>sin x.</summary>
    public static Activation Sine { get; } = new Sine();

    /// <summary>x.</summary>
    public static Activation Identity { get; } = new Identity();

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<Activation> All { get; } =
        [Relu, LeakyRelu, Elu, Selu, Gelu, GeluTanh, Silu, Mish, Softplus, Tanh, Sigmoid, Erf, HardTanh, Sine, Identity];
}
