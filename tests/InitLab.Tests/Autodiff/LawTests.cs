using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Tests.TestKit;
using Xunit;

namespace InitLab.Tests.Autodiff;

/// <summary>Laws that hold for every network. Each side is a sum of some hundred products, so rounding stays below 1e-10 of the product of the norms.</summary>
public class LawTests
{
    private const int Cases = 60;

    private static Variable<double> Of(Network<double> network, Variable<double> parameters, Tensor<double> x) => network.Apply(
        x, [.. network.Parameters.Select(p => Variable.Reshape(Variable.Slice(parameters, 0, p.Offset, p.Shape.Size), p.Shape))]);

    [Fact]
    public void Forward_and_reverse_mode_by_the_inputs_are_adjoint() => Property.ForSeeds(Cases, seed =>
    {
        (Network<double> network, Tensor<double> x) = RandomNetwork.Make(seed);
        CheckAdjoint(v => network.Apply(v), x, network.OutputShape.Prepend(x.Shape[0]), seed);
    });

    [Fact]
    public void Forward_and_reverse_mode_by_the_parameters_are_adjoint() => Property.ForSeeds(Cases, seed =>
    {
        (Network<double> network, Tensor<double> x) = RandomNetwork.Make(seed);
        CheckAdjoint(v => Of(network, v, x), network.Flat, network.OutputShape.Prepend(x.Shape[0]), seed);
    });

    [Fact]
    public void The_Hessian_by_the_parameters_is_symmetric() => Property.ForSeeds(Cases, seed =>
    {
        (Network<double> network, Tensor<double> x) = RandomNetwork.Make(seed);
        CheckSymmetric(v => Variable.Sum(Variable.Square(Of(network, v, x))), network.Flat, seed);
    });

    [Fact]
    public void The_Hessian_by_the_inputs_is_symmetric() => Property.ForSeeds(Cases, seed =>
    {
        (Network<double> network, Tensor<double> x) = RandomNetwork.Make(seed);
        CheckSymmetric(v => Variable.Sum(Variable.LogSoftmax(Variable.Reshape(network.Apply(v), [x.Shape[0], network.OutputShape.Size]))), x, seed);
    });

    [Fact]
    public void The_Jacobian_vector_product_is_the_slope_along_a_line() => Property.ForSeeds(Cases, seed =>
    {
        (Network<double> network, Tensor<double> x) = RandomNetwork.Make(seed);
        if (network.Root.All.Any(p => p.Layer is MaxPool2D<double> or PRelu<double> || p.Layer is Activate<double> a && a.Activation.Kinks.Count > 0)) return;
        Tensor<double> v = Draw.Normal(network.Flat.Shape, seed + 2), slope = Derivatives.Jvp(p => Of(network, p, x), network.Flat, v);
        Tensor<double> At(double step) => Variable.Unrecorded(() => Of(network, network.Flat + v * step, x).Value);
        const double h = 1e-3;
        Tensor<double> difference = ((At(h) - At(-h)) * 8.0 - (At(2 * h) - At(-2 * h))) * (1 / (12 * h));
        // The difference errs by h⁴ times a fifth derivative along v, which grows with the depth; 1e-6 holds it, and a wrong term would be of order 1.
        Assert.True(Tensor.Norm(difference - slope) <= 1e-6 * (1 + Tensor.Norm(slope)), $"{difference} by differences, {slope} by autodiff, seed {seed}");
    });

    private static void CheckAdjoint(Func<Variable<double>, Variable<double>> function, Tensor<double> at, Shape output, int seed)
    {
        Tensor<double> v = Draw.Normal(at.Shape, seed + 2), u = Draw.Normal(output, seed + 3);
        Tensor<double> jv = Derivatives.Jvp(function, at, v), ju = Derivatives.Vjp(function, at, u);
        double bound = 1e-10 * (1 + Tensor.Norm(jv) * Tensor.Norm(u) + Tensor.Norm(v) * Tensor.Norm(ju));
        Assert.Equal(Tensor.Dot(jv, u), Tensor.Dot(v, ju), bound);
    }

    private static void CheckSymmetric(Func<Variable<double>, Variable<double>> function, Tensor<double> at, int seed)
    {
        Tensor<double> v = Draw.Normal(at.Shape, seed + 2), u = Draw.Normal(at.Shape, seed + 3);
        Tensor<double> hu = Derivatives.Hvp(function, at, u), hv = Derivatives.Hvp(function, at, v);
        double bound = 1e-10 * (1 + Tensor.Norm(hu) * Tensor.Norm(v) + Tensor.Norm(hv) * Tensor.Norm(u));
        Assert.Equal(Tensor.Dot(v, hu), Tensor.Dot(u, hv), bound);
    }
}
