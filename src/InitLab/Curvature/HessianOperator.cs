using System.Numerics;
using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;

namespace InitLab.Curvature;

/// <summary>The Hessian of a loss by the parameters of a network, H = ∂²L/∂θ².</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// The loss and its gradient are computed and recorded once; every product is one forward sweep along that record (Pearlmutter, Fast Exact
/// Multiplication by the Hessian, Neural Computation 6, 1994), so many products share one primal pass. Where an activation has a kink, the second
/// derivative there is taken as 0: the result is the Hessian of the piece the parameters are on.
/// </remarks>
public sealed class HessianOperator<T> : LinearOperator<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Workspace<T> _workspace = new();
    private readonly Sweep<T> _sweep;

    /// <summary>Records the gradient at the network's present parameters; later training does not change the operator.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The inputs, [batch, ...].</param>
    /// <param name="loss">The scalar loss of the outputs, such as <c>y =&gt; Losses.SoftmaxCrossEntropy.Apply(y, examples)</c>.</param>
    public HessianOperator(Network<T> network, Tensor<T> inputs, Func<Variable<T>, Variable<T>> loss)
    {
        _network = network;
        Variable<T>[] leaves = [.. network.Parameters.Select(parameter => Variable.Leaf(parameter.Value.Copy()))];
        Variable<T> value = loss(network.Apply(inputs, leaves));
        Variable<T>[] gradient = Derivatives.Gradient(value, leaves);
        Loss = double.CreateChecked(value.Value.Scalar);
        Gradient = network.Join([.. gradient.Select(part => part.Value)]);
        _sweep = new Sweep<T>(gradient, leaves);
    }

    /// <inheritdoc/>
    public override int Size => _network.Flat.Size;

    /// <inheritdoc/>
    public override string Name => "Hessian";

    /// <summary>The loss where the operator was made.</summary>
    public double Loss { get; }

    /// <summary>The gradient there, [P].</summary>
    public Tensor<T> Gradient { get; }

    /// <inheritdoc/>
    protected override Tensor<T> Multiply(Tensor<T> v)
    {
        using Workspace<T>.Scope _ = _workspace.Open();
        Variable<T>[] tangents = Array.ConvertAll(_network.Split(v), Variable.Constant);
        return _network.Join(Array.ConvertAll(_sweep.Forward(tangents), part => part.Value)).Copy();
    }
}
