using InitLab.Autodiff;
using InitLab.Initializers;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Propagation;
using Xunit;
using Init = InitLab.Initializers.Initializers;
using Measured = InitLab.Propagation.Propagation;

namespace InitLab.Tests.Propagation;

public class MeasureTests
{
    private static readonly RandomStream Stream = new(2);

    [Fact]
    public void Every_statistic_is_what_a_plain_loop_computes()
    {
        Network<double> network = Network.Mlp<double>([6, 9, 3], Activations.Relu, Init.HeNormal, Stream["weights"]);
        Tensor<double> batch = Stream["inputs"].Normal<double>([5, 6]);
        PropagationTrace trace = Measured.Measure(network, batch);
        Assert.Equal(["input", "dense1", "relu1", "dense2"], trace.Layers.Select(layer => layer.Path));
        AssertPlain(batch, trace["input"].Forward);
        Tensor<double> hidden = Tensor.Relu(Tensor.MatMul(batch, network["dense1.weight"].Value, transposeB: true));
        AssertPlain(hidden, trace["relu1"].Forward);
        Tensor<double> gradient = Derivatives.Gradient(h => Variable.Sum(Variable.MatMul(h, network["dense2.weight"].Value, transposeB: true)), hidden);
        AssertPlain(gradient, trace["relu1"].Backward);
        AssertPlain(Tensor.WherePositive(gradient, hidden), trace["dense1"].Backward);
    }

    [Fact]
    public void A_dead_unit_is_one_that_is_zero_on_every_input()
    {
        Network<float> network = Network.Mlp<float>([2, 4, 1], Activations.Relu, Init.HeNormal, Stream);
        network["dense1.weight"].Set(Tensor.From([1f, 0, -1, 0, 0, 1, 0, -1], [4, 2]));
        network["dense1.bias"].Set(Tensor.Vector(0f, -9, 0, 0));
        PropagationTrace trace = Measured.Measure(network, Tensor.From([1f, 1, -2, 1], [2, 2]));
        // The second unit is never above 0 for its bias, the fourth because both inputs' second feature is positive.
        Assert.Equal(0.5, trace["relu1"].Forward.DeadFraction.Value);
        Assert.Equal(0.5, trace["dense1"].Backward.DeadFraction.Value);
        Assert.Equal(0, trace["dense1"].Forward.DeadFraction.Value);
    }

    [Fact]
    public void The_units_of_images_are_their_channels()
    {
        Tensor<double> images = Stream["images"].Normal<double>([3, 2, 4, 5]);
        SignalStatistics statistics = SignalMeter<double>.Measure(images);
        Assert.Equal(2, statistics.SecondMoment.Samples);
        double[] channels = [.. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, 3).Average(a => Enumerable.Range(0, 20).Average(p => Math.Pow(images[a, c, p / 5, p % 5], 2))))];
        Assert.Equal(channels.Average(), statistics.SecondMoment.Value, 1e-14);
        Assert.Equal(Math.Abs(channels[0] - channels[1]) / 2, statistics.SecondMoment.StandardError, 1e-14);
        Tensor<double> flat = images.Reshape(3, -1);
        Assert.Equal(Cosine(flat), statistics.CosineSimilarity.Value, 1e-14);
    }

    [Fact]
    public void The_units_of_time_series_are_their_features()
    {
        Tensor<double> series = Stream["series"].Normal<double>([3, 7, 4]);
        double[] features = [.. Enumerable.Range(0, 4).Select(u => Enumerable.Range(0, 21).Average(row => series[row / 7, row % 7, u]))];
        Estimate mean = SignalMeter<double>.Measure(series).Mean;
        Assert.Equal(features.Average(), mean.Value, 1e-14);
        Assert.Equal(4, mean.Samples);
    }

    [Fact]
    public void Standard_errors_over_units_match_the_spread_over_redrawn_layers()
    {
        // One layer of 64 units on fixed inputs, redrawn 400 times: the spread of the 400 values estimates the true error to 3.5 %
        // (1 / sqrt(2 · 399)), and heavier tails than the normal's, so 15 % is over three of its standard errors.
        Tensor<double> batch = Stream["inputs"].Normal<double>([20, 50]);
        SignalStatistics[] redrawn = [.. Enumerable.Range(0, 400).Select(i =>
            Measured.Measure(Network.Mlp<double>([50, 64, 1], Activations.Relu, Init.HeNormal, Stream["draw"][i]), batch)["relu1"].Forward)];
        foreach (Func<SignalStatistics, Estimate> part in (Func<SignalStatistics, Estimate>[])[s => s.Mean, s => s.Variance, s => s.SecondMoment, s => s.CosineSimilarity])
        {
            double[] values = Array.ConvertAll(redrawn, s => part(s).Value);
            double truth = Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / 399);
            double stated = Math.Sqrt(redrawn.Average(s => Math.Pow(part(s).StandardError, 2)));
            Assert.InRange(stated / truth, 0.85, 1.15);
        }
    }

    [Fact]
    public void Initializations_are_averaged_with_errors_over_them()
    {
        Tensor<float> batch = Stream["inputs"].Normal<float>([8, 30]);
        PropagationTrace trace = Measured.Measure(s => Network.Mlp<float>([30, 40, 40, 5], Activations.Tanh, Init.LeCunNormal, s), batch, Stream["runs"], 12);
        Assert.Equal((TraceSampling.Initializations, 12), (trace.Sampling, trace.Runs.Count));
        double[] values = [.. trace.Runs.Select(run => run["tanh2"].Forward.SecondMoment.Value)];
        Assert.Equal(Estimate.FromSamples<double>(values) with { Stream = "2/runs" }, trace["tanh2"].Forward.SecondMoment);
        Assert.Equal(12, values.Distinct().Count());
        Assert.Equal(["tanh1", "tanh2"], trace.Of("tanh").Layers.Select(layer => layer.Path));
    }

    [Fact]
    public void A_random_cotangent_is_one_vector_for_all_inputs_and_comes_from_the_stream()
    {
        Network<double> network = Network.Mlp<double>([4, 6], Activations.Identity, Init.HeNormal, Stream);
        Tensor<double> batch = Stream["inputs"].Normal<double>([3, 4]);
        PropagationTrace trace = Measured.Measure(network, batch, Stream["a"]);
        Assert.Equal(1, trace["dense1"].Backward.CosineSimilarity.Value, 1e-12);
        Assert.Equal(trace["dense1"].Backward, Measured.Measure(network, batch, Stream["a"])["dense1"].Backward);
        Assert.NotEqual(trace["dense1"].Backward, Measured.Measure(network, batch, Stream["b"])["dense1"].Backward);
    }

    [Fact]
    public void A_signal_that_overflows_is_told_as_such()
    {
        Network<float> network = Network.Mlp<float>([2, 4, 1], Activations.Relu, new Constant(1e38), Stream);
        PropagationTrace trace = Measured.Measure(network, Tensor.Full([2, 2], 1e10f));
        Assert.Equal(double.PositiveInfinity, trace["dense1"].Forward.SecondMoment.Value);
        Assert.Contains("overflowed", trace.ToString());
    }

    [Fact]
    public void A_single_input_and_inputs_all_zero_have_no_cosine()
    {
        Network<float> network = Network.Mlp<float>([2, 4, 1], Activations.Relu, Init.HeNormal, Stream);
        Assert.True(double.IsNaN(Measured.Measure(network, Tensor.Ones<float>([1, 2]))["relu1"].Forward.CosineSimilarity.Value));
        Assert.True(double.IsNaN(Measured.Measure(network, Tensor.Zeros<float>([3, 2]))["relu1"].Forward.CosineSimilarity.Value));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Network<float> network = Network.Mlp<float>([2, 4, 1], Activations.Relu, Init.HeNormal, Stream);
        Assert.Throws<ArgumentException>(() => Measured.Measure(network, Tensor.Zeros<float>([3, 5])));
        Assert.Contains("at least one input", Assert.Throws<ArgumentException>(() => Measured.Measure(network, Tensor.Zeros<float>([0, 2]))).Message);
        Assert.Contains("cotangent", Assert.Throws<ArgumentException>(() => Measured.Measure(network, Tensor.Zeros<float>([3, 2]), Tensor.Zeros<float>([4]))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Measured.Measure(_ => network, Tensor.Zeros<float>([3, 2]), Stream, 1));
    }

    private static void AssertPlain(Tensor<double> signal, SignalStatistics statistics)
    {
        int inputs = signal.Shape[0], units = signal.Shape[1];
        double[] all = signal.ToArray();
        double mean = all.Average();
        double[] squares = [.. Enumerable.Range(0, units).Select(u => Enumerable.Range(0, inputs).Average(a => signal[a, u] * signal[a, u]))];
        Assert.Equal(mean, statistics.Mean.Value, 1e-13);
        Assert.Equal(all.Average(x => (x - mean) * (x - mean)), statistics.Variance.Value, 1e-13);
        Assert.Equal(all.Average(x => x * x), statistics.SecondMoment.Value, 1e-13);
        double spread = squares.Sum(square => Math.Pow(square - squares.Average(), 2)) / (units - 1);
        Assert.Equal(Math.Sqrt(spread / units), statistics.SecondMoment.StandardError, 1e-13);
        Assert.Equal(Cosine(signal), statistics.CosineSimilarity.Value, 1e-13);
    }

    private static double Cosine(Tensor<double> signal)
    {
        double[][] rows = [.. Enumerable.Range(0, signal.Shape[0]).Select(a => signal[a..(a + 1)].ToArray()).Where(row => row.Any(x => x != 0))];
        double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
        return (from i in Enumerable.Range(0, rows.Length)
                from j in Enumerable.Range(0, rows.Length)
                where i != j
                select Dot(rows[i], rows[j]) / Math.Sqrt(Dot(rows[i], rows[i]) * Dot(rows[j], rows[j]))).Average();
    }
}
