using System.Numerics;
using InitLab.Autodiff;
using InitLab.Initializers;
using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>A fully connected layer, y = x Wᵀ + b, with weights [out, in] and bias [out].</summary>
/// <param name="width">The number of outputs.</param>
/// <param name="bias">Whether there is a bias.</param>
/// <remarks>The input is [batch, in], or [batch, time, in], each time step alike.</remarks>
public sealed class Dense<T>(int width, bool bias = true) : Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <summary>The number of outputs.</summary>
    public int Width { get; } = Check.Positive(width);

    /// <summary>Whether there is a bias.</summary>
    public bool HasBias => bias;

    /// <summary>The initializer of the weights; the network's if null.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>The initializer of the bias; the network's rule for biases if null, which is zeros unless it says otherwise.</summary>
    public Initializer? BiasInitializer { get; init; }

    /// <inheritdoc/>
    public override Shape Build(Shape input, LayerBuilder<T> builder)
    {
        if (input.Rank is < 1 or > 2) throw builder.Mismatch(input, $"[features] or [time, features]{(input.Rank == 3 ? "; put a Flatten layer before it" : "")}");
        Shape weights = [Width, input[-1]];
        var fans = Fans.Of(weights);
        builder.Parameter("weight", weights, ParameterRole.Weight, fans, WeightInitializer);
        if (bias) builder.Parameter("bias", [Width], ParameterRole.Bias, fans, BiasInitializer);
        return input.With(-1, Width);
    }

    /// <inheritdoc/>
    public override Variable<T> Apply(Variable<T> x, LayerContext<T> context)
    {
        Variable<T> y = Variable.MatMul(x, context.Parameter(0), transposeB: true);
        return bias ? y + context.Parameter(1) : y;
    }
}
