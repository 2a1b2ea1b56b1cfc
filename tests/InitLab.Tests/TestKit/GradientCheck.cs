using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;
using Xunit;

namespace InitLab.Tests.TestKit;

/// <summary>Compares the derivatives of a network by its input and by every parameter with central differences.</summary>
internal static class GradientCheck
{
    /// <summary>
    /// The bar is 1e-7 of the gradient's norm. The five-point rule with h = 1e-4 to 1e-3 errs by h^4 and by rounding / h, both below 1e-11
    /// times the scale of the function.
    /// </summary>
    public static void Run(Network<double> network, Tensor<double> x, Pass<double>? pass = null, double h = 1e-3)
    {
        Tensor<double> u = Draw.Normal(network.OutputShape.Prepend(x.Shape[0]), 77);
        Tensor<double>[] at = [x, .. network.Parameters.Select(parameter => parameter.Value.Copy())];
        Variable<double>[] leaves = Array.ConvertAll(at, Variable.Leaf);
        Variable<double> Loss(Variable<double>[] v) => Variable.Sum(network.Apply(v[0], v[1..], pass) * u);
        Tensor<double>[] gradients = Derivatives.GradientValues(Loss(leaves), leaves);
        double Value(Tensor<double>[] point) => Variable.Unrecorded(() => Loss(Array.ConvertAll(point, Variable.Leaf)).Value.Scalar);
        for (int i = 0; i < at.Length; i++)
        {
            string name = i == 0 ? "input" : network.Parameters[i - 1].Path;
            double scale = Tensor.Norm(gradients[i]) + 1e-3;
            foreach (int j in Positions(at[i].Size))
            {
                double difference = Difference(at, i, j, Value, h);
                Assert.True(Math.Abs(difference - gradients[i].Span[j]) <= 1e-7 * scale, $"{name} at {j}: {gradients[i].Span[j]} by autodiff, {difference} by differences.");
            }
        }
    }

    // All elements of small tensors, a dozen spread over large ones.
    private static IEnumerable<int> Positions(int size) => size <= 40 ? Enumerable.Range(0, size) : Enumerable.Range(0, 12).Select(k => (int)((long)k * (size - 1) / 11));

    private static double Difference(Tensor<double>[] at, int operand, int element, Func<Tensor<double>[], double> value, double h)
    {
        double At(double step)
        {
            double[] moved = at[operand].ToArray();
            moved[element] += step;
            Tensor<double>[] all = [.. at];
            all[operand] = Tensor.From(moved, at[operand].Shape);
            return value(all);
        }
        return (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
    }
}
