using System.Numerics;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Tangents;

/// <summary>The neural tangent kernel of a network at its present parameters, Θ(x, x') = J(x) J(x')ᵀ, J the Jacobian of the outputs by the parameters.</summary>
/// <remarks>
/// No Jacobian is formed for dense layers: the part of Θ that belongs to the weights of a layer y = h Wᵀ + b is (h·h')(δ·δ'), and that of its bias δ·δ', with
/// δ = ∂output/∂y, so one backward sweep an output and two small matrix products suffice (Novak, Sohl-Dickstein, Schoenholz, Fast Finite Width Neural Tangent
/// Kernel, ICML 2022, structured derivatives). Other layers contribute the products of their own gradients, example by example. Standard parameterization: every
/// parameter counts with weight 1. Source: Jacot, Gabriel, Hongler, NeurIPS 2018.
/// </remarks>
public static class EmpiricalNtk
{
    /// <summary>The trace over outputs, Σ_o Θ_oo(x, x'): [n, m].</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">The inputs, [n, ...].</param>
    /// <param name="other">The inputs of the other side, [m, ...]; x itself if left out.</param>
    /// <exception cref="ArgumentException">The inputs do not fit, or a layer mixes the examples of a batch.</exception>
    public static Tensor<T> Trace<T>(Network<T> network, Tensor<T> x, Tensor<T>? other = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TangentFeatures<T> a = TangentFeatures<T>.Of(network, x), b = other is null ? a : TangentFeatures<T>.Of(network, other);
        Tensor<T> sum = a.Block(0, b, 0);
        for (int o = 1; o < a.Outputs; o++) sum += a.Block(o, b, o);
        return sum;
    }

    /// <summary>The whole kernel, Θ_{oo'}(x, x'): [n, outputs, m, outputs].</summary>
    /// <inheritdoc cref="Trace"/>
    public static Tensor<T> Full<T>(Network<T> network, Tensor<T> x, Tensor<T>? other = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TangentFeatures<T> a = TangentFeatures<T>.Of(network, x), b = other is null ? a : TangentFeatures<T>.Of(network, other);
        int n = a.Count, m = b.Count, outputs = a.Outputs;
        var blocks = new Tensor<T>[outputs * outputs];
        for (int p = 0; p < outputs; p++)
            for (int q = 0; q < outputs; q++) blocks[p * outputs + q] = a.Block(p, b, q);
        return Tensor.Transpose(Tensor.Stack<T>(blocks).Reshape(outputs, outputs, n, m), 2, 0, 3, 1);
    }
}
