using InitLab.Initializers;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>What a parameter is for, which decides how it is initialized unless its layer says otherwise.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies the input: the network's initializer draws it.</summary>
    Weight,

    /// <summary>Is added: zeros, unless the network's initializer has a rule for biases.</summary>
    Bias,

    /// <summary>Multiplies a normalized value: ones.</summary>
    Gain,

    /// <summary>The slope of a learned activation, which says itself where it starts.</summary>
    Slope,
}

internal sealed record ParameterDeclaration(string Path, Shape Shape, ParameterRole Role, Fans Fans, Initializer? Initializer);
