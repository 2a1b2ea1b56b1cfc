using InitLab.Autodiff;
using InitLab.Initializers;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Propagation;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.Propagation;

public class JacobianSpectrumTests
{
    private static readonly RandomStream Stream = new(4);

    [Fact]
    public void The_jacobian_is_the_derivative_along_each_input()
    {
        Network<double> network = Network.Mlp<double>([5, 7, 3], Activations.Tanh, Init.GlorotNormal, Stream);
        Tensor<double> x = Stream["x"].Normal<double>([1, 5]), jacobian = JacobianSpectrum.Jacobian(network, x);
        for (int i = 0; i < 5; i++)
        {
            double[] unit = new double[5];
            unit[i] = 1;
            double[] column = Derivatives.Jvp(v => network.Apply(v), x, Tensor.From(unit, [1, 5])).ToArray();
            for (int j = 0; j < 3; j++) Assert.Equal(column[j], jacobian[j, i], 1e-13);
        }
        Assert.Throws<ArgumentException>(() => JacobianSpectrum.Jacobian(network, Tensor.Zeros<double>([2, 5])));
    }

    [Theory]
    [InlineData("relu", false, 2)]
    [InlineData("relu", true, 2)]
    [InlineData("identity", false, 1)]
    [InlineData("identity", true, 1)]
    public void Measured_moments_of_squared_singular_values_are_the_predicted_ones(string name, bool isOrthogonal, double variance)
    {
        const int width = 200, depth = 3, runs = 6;
        Activation activation = name == "relu" ? Activations.Relu : Activations.Identity;
        Initializer initializer = isOrthogonal ? new Orthogonal(Math.Sqrt(variance)) : new VarianceScaling(variance);
        SpectrumMoments predicted = JacobianSpectrum.Predict(new MeanField(activation, variance), depth, isOrthogonal);
        double mean = 0, square = 0;
        for (int run = 0; run < runs; run++)
        {
            Layer<double>[] layers = [.. Enumerable.Range(0, depth).SelectMany(_ => new Layer<double>[] { new Dense<double>(width), new Activate<double>(activation) })];
            Network<double> network = Network.Sequential<double>([width], layers, initializer, Stream["weights"][run]);
            double[] squares = [.. JacobianSpectrum.SingularValues(network, Stream["x"].Normal<double>([1, width])).Select(s => s * s)];
            mean += squares.Average() / runs;
            square += squares.Average(s => s * s) / runs;
        }
        // The mean of a spectrum of width n fluctuates by about √(2 L/n) / √runs, under 0.08 here, and the mean square by up to three times that.
        Assert.Equal(predicted.Mean, mean, 0.12);
        Assert.Equal(predicted.Variance + predicted.Mean * predicted.Mean, square, 0.12 * (1 + predicted.Variance));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_linear_density_has_mass_one_mean_one_and_second_moment_depth_plus_one(int depth)
    {
        (double[] x, double[] density) = JacobianSpectrum.LinearDensity(depth, 200_000);
        double mass = 0, mean = 0, square = 0;
        for (int i = 1; i < x.Length; i++)
        {
            double step = x[i] - x[i - 1], middle = (x[i] + x[i - 1]) / 2, height = (density[i] + density[i - 1]) / 2;
            mass += step * height;
            mean += step * height * middle;
            square += step * height * middle * middle;
        }
        Assert.Equal(1, mass, 0.01);
        Assert.Equal(1, mean, 1e-4);
        Assert.Equal(depth + 1, square, 1e-3);
        Assert.Equal(Math.Pow(depth + 1, depth + 1) / Math.Pow(depth, depth), x[^1], 1e-6);
    }
}
