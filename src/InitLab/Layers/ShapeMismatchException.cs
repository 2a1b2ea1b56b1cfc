using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>A layer was given an input shape that it cannot take.</summary>
/// <param name="layer">The layer's path in its network.</param>
/// <param name="input">The shape that came, without the batch axis.</param>
/// <param name="expected">What the layer takes, in words, and the likely remedy.</param>
public sealed class ShapeMismatchException(string layer, Shape input, string expected) : ArgumentException($"layer '{layer}' was given an input of shape {input} (batch axis left out), but it takes {expected}.")
{
    /// <summary>The layer's path in its network.</summary>
    public string Layer => layer;

    /// <summary>The shape that came.</summary>
    public Shape Input => input;
}
