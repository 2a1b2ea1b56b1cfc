using System.Numerics;
using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Curvature;

/// <summary>The generalized Gauss-Newton matrix G = Jᵀ H_L J: the Hessian without the curvature of the network itself.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// J is the Jacobian of the outputs by the parameters and H_L the Hessian of the loss by the outputs. G is positive semidefinite where the loss is convex in
/// the outputs; for softmax cross-entropy it is the Fisher information matrix. Source: Schraudolph, Fast Curvature Matrix-Vector Products, Neural Computation 14, 2002.
/// </remarks>
public sealed class GaussNewtonOperator<T> : LinearOperator<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Workspace<T> _workspace = new();
    private readonly Sweep<T> _outputs, _slopes;

    /// <summary>Records the outputs at the network's present parameters; later training does not change the operator.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The inputs, [batch, ...].</param>
    /// <param name="loss">The scalar loss of the outputs.</param>
    public GaussNewtonOperator(Network<T> network, Tensor<T> inputs, Func<Variable<T>, Variable<T>> loss)
    {
        _network = network;
        Variable<T>[] leaves = [.. network.Parameters.Select(parameter => Variable.Leaf(parameter.Value.Copy()))];
        Variable<T> outputs = network.Apply(inputs, leaves), at = Variable.Leaf(outputs.Value);
        _outputs = new Sweep<T>([outputs], leaves);
        _slopes = new Sweep<T>(Derivatives.Gradient(loss(at), at), [at]);
    }

    /// <inheritdoc/>
    public override int Size => _network.Flat.Size;

    /// <inheritdoc/>
    public override string Name => "Gauss-Newton matrix";

    /// <inheritdoc/>
    protected override Tensor<T> Multiply(Tensor<T> v)
    {
        using Workspace<T>.Scope _ = _workspace.Open();
        Variable<T> change = _outputs.Forward(Array.ConvertAll(_network.Split(v), Variable.Constant))[0];
        Variable<T>[] product = _outputs.Reverse(_slopes.Forward([change]));
        return _network.Join(Array.ConvertAll(product, part => part.Value)).Copy();
    }
}
