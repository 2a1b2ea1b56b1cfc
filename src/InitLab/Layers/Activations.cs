namespace InitLab.Layers;

/// <summary>The activations by the names the field knows them by.</summary>
public static class Activations
{
    /// <summary>max(x, 0).</summary>
    public static Activation Relu { get; } = new Relu();

    /// <summary>tanh x.</summary>
    public static Activation Tanh { get; } = new Tanh();

    /// <summary>x.</summary>
    public static Activation Identity { get; } = new Identity();
}
