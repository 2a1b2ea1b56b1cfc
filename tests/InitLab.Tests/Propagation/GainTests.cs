using InitLab.Initializers;
using InitLab.Layers;
using InitLab.Propagation;
using Xunit;

namespace InitLab.Tests.Propagation;

public class GainTests
{
    [Fact]
    public void Forward_gains_are_the_published_ones()
    {
        // To the five decimals in which they are listed.
        Assert.Equal(1.59254, Gain.Of(Activations.Tanh).Forward, 5e-6);
        Assert.Equal(1.53353, Gain.Of(Activations.Gelu).Forward, 5e-6);
        Assert.Equal(1.67653, Gain.Of(Activations.Silu).Forward, 5e-6);
        Assert.Equal(Math.Sqrt(2), Gain.Of(Activations.Relu).Forward, 1e-14);
    }

    [Fact]
    public void The_gains_of_the_relu_family_are_alike_both_ways_and_at_every_variance()
    {
        foreach (double slope in new[] { 0, 0.01, 0.3 })
        {
            ActivationGain gain = Gain.Of(new LeakyRelu(slope), variance: 3.7);
            Assert.Equal(Gain.LeakyRelu(slope), gain.Forward, 1e-14);
            Assert.Equal(gain.Forward, gain.Backward, 1e-14);
        }
    }

    [Fact]
    public void Every_gain_agrees_with_another_quadrature_to_ten_digits()
    {
        // The oracle is Simpson's rule on each side of the kinks, with 2e5 intervals each: error below 1e-12 for these functions.
        foreach (Activation activation in Activations.All)
        {
            double square = Simpson(activation, activation.Value), slope = Simpson(activation, activation.Derivative);
            ActivationGain gain = Gain.Of(activation);
            Assert.Equal(1 / Math.Sqrt(square), gain.Forward, 1e-10 * gain.Forward);
            Assert.Equal(1 / Math.Sqrt(slope), gain.Backward, 1e-10 * gain.Backward);
        }
    }

    [Fact]
    public void With_the_forward_gain_the_variance_stays_at_one()
    {
        foreach (Activation activation in Activations.All)
            Assert.Equal(1, new MeanField(activation, Math.Pow(Gain.Of(activation).Forward, 2)).Length(1), 1e-12);
    }

    private static double Simpson(Activation activation, Func<double, double> function)
    {
        const double reach = 12;
        const int intervals = 200_000;
        double[] ends = [-reach, .. activation.Kinks, reach];
        double sum = 0;
        for (int part = 1; part < ends.Length; part++)
        {
            double low = ends[part - 1], step = (ends[part] - low) / intervals, inside = 1e-13;
            for (int i = 0; i <= intervals; i++)
            {
                // The ends are approached from within, since the derivative may jump there.
                double x = i == 0 ? low + inside : i == intervals ? ends[part] - inside : low + i * step;
                double weight = i is 0 or intervals ? 1 : i % 2 == 1 ? 4 : 2;
                sum += weight * step / 3 * function(x) * function(x) * Math.Exp(-x * x / 2);
            }
        }
        return sum / MathNet.Numerics.Constants.Sqrt2Pi;
    }
}
