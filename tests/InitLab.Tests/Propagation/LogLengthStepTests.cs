using InitLab.Primitives;
using InitLab.Propagation;
using Xunit;

namespace InitLab.Tests.Propagation;

public class LogLengthStepTests
{
    [Fact]
    public void The_trigamma_function_has_its_known_values()
    {
        Assert.Equal(Math.PI * Math.PI / 6, LogLengthStep.Trigamma(1), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 2, LogLengthStep.Trigamma(0.5), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 6 - 1 - 0.25, LogLengthStep.Trigamma(3), 1e-12);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void Wide_layers_have_the_limits_of_the_expansion_in_one_over_n(int width)
    {
        LogLengthStep linear = LogLengthStep.Linear(width), relu = LogLengthStep.Relu(width);
        // The next terms are of relative size 1/n, with factors below 5.
        double bound = 5.0 / width;
        Assert.Equal(1, linear.Mean * -width, bound);
        Assert.Equal(1, linear.Variance * width / 2, bound);
        Assert.Equal(1, relu.Mean * -width / 2.5, bound);
        Assert.Equal(1, relu.Variance * width / 5, bound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Moments_agree_with_simulated_layers(bool relu)
    {
        const int width = 20, draws = 40_000;
        var steps = new double[draws];
        Tensor<double> z = new RandomStream(5)["steps"].Normal<double>([draws, width]);
        for (int i = 0; i < draws; i++)
        {
            Tensor<double> row = z[i..(i + 1)];
            steps[i] = Math.Log(relu ? 2 * Tensor.SecondMoment(Tensor.Relu(row)) : Tensor.SecondMoment(row));
        }
        LogLengthStep step = relu ? LogLengthStep.Relu(width) : LogLengthStep.Linear(width);
        var mean = Estimate.FromSamples<double>(steps);
        double[] squares = [.. steps.Select(s => (s - step.Mean) * (s - step.Mean))];
        var variance = Estimate.FromSamples<double>(squares);
        // Four standard errors: of the mean 0.6 % (ReLU) and of the variance 4 % of their values.
        Assert.True(Math.Abs(mean.ZScore(step.Mean)) < 4, $"mean {mean}, expected {step.Mean}");
        Assert.True(Math.Abs(variance.ZScore(step.Variance)) < 4, $"variance {variance}, expected {step.Variance}");
    }

    [Fact]
    public void Fifty_layers_of_width_100_halve_the_median_twice_over()
    {
        Assert.Equal(0.605, Math.Exp(LogLengthStep.Linear(100).Times(50).Mean), 0.005);
        Assert.Equal(0.28, Math.Exp(LogLengthStep.Relu(100).Times(50).Mean), 0.01);
    }
}
