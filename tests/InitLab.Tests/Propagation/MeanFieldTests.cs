using InitLab.Layers;
using InitLab.Propagation;
using Xunit;

namespace InitLab.Tests.Propagation;

public class MeanFieldTests
{
    [Fact]
    public void Tanh_is_critical_where_it_was_published()
    {
        // Schoenholz et al., ICLR 2017: σ_b² = 2.0105e-5 at σ_w² = 1.05, given to five digits.
        CriticalPoint point = CriticalLine.ForWeights(Activations.Tanh, 1.05)!.Value;
        Assert.Equal(2.0105e-5, point.BiasVariance, 5e-10);
        var field = new MeanField(Activations.Tanh, point.WeightVariance, point.BiasVariance);
        Assert.Equal(point.Length, field.FixedPoints.Settled.Length, 1e-7);
        Assert.Equal(Phase.Critical, field.Scales().Phase);
        Assert.Equal(double.PositiveInfinity, field.Scales().LargestTrainableDepth);
    }

    [Fact]
    public void Erf_is_critical_at_length_one_where_it_was_published()
    {
        CriticalPoint point = CriticalLine.At(Activations.Erf, 1)!.Value;
        Assert.Equal(1.75620368276, point.WeightVariance, 1e-11);
        Assert.Equal(0.184139677807, point.BiasVariance, 1e-12);
    }

    [Fact]
    public void The_relu_family_is_critical_at_one_point_only()
    {
        Assert.Equal(new CriticalPoint(2, 0, 1), CriticalLine.ForWeights(Activations.Relu, 2));
        Assert.Null(CriticalLine.ForWeights(Activations.Relu, 2.1));
    }

    [Fact]
    public void Sigmoid_is_critical_only_with_large_weights()
    {
        Assert.Null(CriticalLine.At(Activations.Sigmoid, 1));
        Assert.All(CriticalLine.Over(Activations.Sigmoid, [1, 10, 100]), point => Assert.True(point.WeightVariance > 16));
    }

    [Fact]
    public void Tanh_with_gain_five_thirds_holds_a_standard_deviation_of_0_651()
    {
        var field = new MeanField(Activations.Tanh, 25.0 / 9);
        double after = Math.Sqrt(field.Moments.Square(field.FixedPoints.Settled.Length));
        Assert.Equal(0.651, after, 5e-4);
    }

    [Fact]
    public void A_fixed_point_stands_still_and_its_stability_is_what_iteration_shows()
    {
        foreach (Activation activation in Activations.All)
            foreach ((double weights, double biases) in new[] { (0.8, 0.0), (1.7, 0.05), (3.0, 0.3) })
            {
                var field = new MeanField(activation, weights, biases);
                foreach (LengthFixedPoint point in field.FixedPoints.Points.Where(point => point.Length > 0))
                {
                    Assert.Equal(point.Length, field.Length(point.Length), 1e-10 * point.Length);
                    double nearby = point.Length * 1.001, next = field.Length(nearby);
                    if (Math.Abs(point.Slope - 1) > 0.01) Assert.Equal(point.IsStable, Math.Abs(next - point.Length) < nearby - point.Length);
                }
                LengthFixedPoint settled = field.FixedPoints.SettledOrNone;
                double[] lengths = field.Lengths(1, 500);
                if (double.IsNaN(settled.Length)) Assert.True(lengths[^1] > 1e3, $"{field}");
                else if (settled.Slope < 0.99) Assert.Equal(settled.Length, lengths[^1], 1e-6);
            }
    }

    [Fact]
    public void None_one_several_and_every_fixed_point_are_said_plainly()
    {
        Assert.Equal(FixedPointCount.Every, new MeanField(Activations.Relu, 2).FixedPoints.Count);
        LengthFixedPoints none = new MeanField(Activations.Relu, 2, 0.1).FixedPoints;
        Assert.Equal(FixedPointCount.None, none.Count);
        Assert.Contains("grow without bound", none.ToString());
        Assert.Contains("grow without bound", Assert.Throws<InvalidOperationException>(() => none.Settled).Message);
        LengthFixedPoints one = new MeanField(Activations.Relu, 1, 0.1).FixedPoints;
        Assert.Equal(FixedPointCount.One, one.Count);
        Assert.Equal(0.2, one.Settled.Length, 1e-12);
        LengthFixedPoints several = new MeanField(Activations.Tanh, 2).FixedPoints;
        Assert.Equal(FixedPointCount.Several, several.Count);
        Assert.Equal([false, true], several.Points.Select(point => point.IsStable));
        Assert.Contains("2 fixed points", several.ToString());
    }

    [Fact]
    public void Relu_layers_settle_where_the_geometric_series_says()
    {
        var field = new MeanField(Activations.Relu, 1.6, 0.3);
        double[] lengths = field.Lengths(5, 10);
        double fixedPoint = 0.3 / (1 - 0.8);
        for (int layer = 0; layer <= 10; layer++) Assert.Equal(fixedPoint + (5 - fixedPoint) * Math.Pow(0.8, layer), lengths[layer], 1e-12);
        DepthScales scales = field.Scales();
        Assert.Equal(-1 / Math.Log(0.8), scales.Length, 1e-9);
        Assert.Equal(0.8, scales.Chi1, 1e-12);
        Assert.Equal((Phase.Ordered, 6 * scales.Correlation), (scales.Phase, scales.LargestTrainableDepth));
    }

    [Theory]
    [InlineData(1.3, 0.05)]
    [InlineData(2.5, 0.05)]
    public void Correlations_settle_at_the_stable_fixed_point_at_the_predicted_rate(double weights, double biases)
    {
        var field = new MeanField(Activations.Tanh, weights, biases);
        CorrelationMap map = field.Correlation();
        Assert.Equal(1, map.At(1), 1e-10);
        Assert.Equal(map.Chi1, map.Slope(1), 1e-8);
        Assert.Equal(field.Scales().Phase == Phase.Chaotic, map.Settled.Correlation < 0.999);
        double[] correlations = map.Correlations(0.1, 300);
        double Distance(int layer) => Math.Abs(correlations[layer] - map.Settled.Correlation);
        // While the distance is far above rounding and small enough for the slope to be the ratio.
        int layer = Array.FindIndex(correlations, c => Math.Abs(c - map.Settled.Correlation) < 1e-3);
        Assert.Equal(Math.Exp(-1 / field.Scales().Correlation), Distance(layer + 1) / Distance(layer), 1e-2);
    }

    [Fact]
    public void The_series_of_the_correlation_map_agrees_with_quadrature()
    {
        foreach (Activation activation in new[] { Activations.Tanh, Activations.Gelu, Activations.Silu, Activations.Elu })
        {
            CorrelationMap map = new MeanField(activation, 1.5, 0.1).Correlation(1.2);
            foreach (double c in new[] { -0.6, 0.3, 0.97 })
            {
                double expected = (1.5 * map.Field.Moments.Product(1.2, 1.2, c) + 0.1) / map.Field.Length(1.2);
                Assert.Equal(expected, map.At(c), 1e-9);
                Assert.Equal(1.5 * 1.2 * map.Field.Moments.SlopeProduct(1.2, 1.2, c) / map.Field.Length(1.2), map.Slope(c), 1e-8);
            }
        }
    }

    [Fact]
    public void The_slope_of_the_correlation_map_is_its_difference_quotient()
    {
        CorrelationMap map = new MeanField(Activations.Gelu, 2, 0.1).Correlation(1.5);
        Assert.Equal((map.At(0.4 + 1e-3) - map.At(0.4 - 1e-3)) / 2e-3, map.Slope(0.4), 1e-6);
    }

    [Fact]
    public void Sigmoid_like_orders_and_tanh_with_large_weights_is_chaotic_in_the_phase_diagram()
    {
        PhaseDiagram diagram = PhaseDiagram.Of(Activations.Tanh, [0.5, 1, 3], [0, 0.05]);
        Assert.Equal([Phase.Ordered, Phase.Critical, Phase.Chaotic], Enumerable.Range(0, 3).Select(column => diagram.At(0, column)));
        Assert.Equal(Phase.Ordered, diagram.At(1, 1));
        Assert.Equal(0, diagram.Lengths[0][0]);
    }

    [Fact]
    public void Variances_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanField(Activations.Relu, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanField(Activations.Relu, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanField(Activations.Relu, 2).Correlation(1).At(1.2));
    }
}
