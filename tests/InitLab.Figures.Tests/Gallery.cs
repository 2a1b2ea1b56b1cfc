using InitLab.Figures.Plots;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Training;
using Xunit;
using Init = InitLab.Initializers.Initializers;
using Measured = InitLab.Propagation.Propagation;

namespace InitLab.Figures.Tests;

/// <summary>One figure for each thing that the grammar can draw, used by the schema tests and by the browser.</summary>
public static class Gallery
{
    private static readonly double[] Depth = [.. Enumerable.Range(0, 51).Select(l => (double)l)];

    public static IReadOnlyDictionary<string, Func<Figure>> Figures { get; } = new Dictionary<string, Func<Figure>>
    {
        ["theory-and-measurement"] = TheoryAndMeasurement,
        ["family"] = Family,
        ["histogram"] = Histograms,
        ["bars"] = Bars,
        ["boxes"] = Boxes,
        ["heat-map"] = HeatMap,
        ["contour"] = Contour,
        ["symmetric-log"] = SymmetricLog,
        ["omissions"] = Omissions,
        ["flow-field"] = FlowField,
        ["runs"] = Runs,
        ["facets"] = Panels,
        ["facets-of-six"] = SixPanels,
        ["facets-of-heat-maps"] = HeatMapPanels,
        ["slider"] = Moving,
        ["slider-of-heat-maps"] = MovingHeatMap,
        ["many-series"] = ManySeries,
        ["propagation"] = Traced,
        ["training"] = Trained,
    };

    public static TheoryData<string> Names => [.. Figures.Keys];

    private static double[] Noisy(double[] values, int seed, double spread)
    {
        var random = new Random(seed);
        return [.. values.Select(value => value * Math.Exp(spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))];
    }

    private static double[] Normal(int count, int seed, double mean = 0, double deviation = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }

    private static Chart TheoryAndMeasurement() => Decay(0.81, "Length against depth");

    private static Chart Decay(double factor, string title)
    {
        var theory = Depth.Select(l => Math.Pow(factor, l)).ToArray();
        return Chart.Of(Axis.Linear("depth", "layers"), Axis.Log("mean squared length q"))
            .Band(Depth, theory.Select((q, l) => q * Math.Exp(-0.12 * Math.Sqrt(l))), theory.Select((q, l) => q * Math.Exp(0.12 * Math.Sqrt(l))), "five seeds")
            .Line(Depth, theory, "theory")
            .Points(Depth.Where((_, l) => l % 5 == 0), Noisy([.. theory.Where((_, l) => l % 5 == 0)], 1, 0.2), "measured")
            .HorizontalRule(1e-3, "q = 10^{-3}")
            .Title(title);
    }

    private static Chart Family() => Chart.Of("depth", Axis.Log("q"))
        .For(Enumerable.Range(0, 7), (chart, i) => chart.Line(Depth, Depth.Select(l => Math.Pow(0.7 + 0.1 * i, l)), $"sigma_w = {0.7 + 0.1 * i:0.0}", Style.Ramp(i / 6.0)))
        .Title("Only one scale in seven keeps the length of a signal over fifty layers")
        .Subtitle("linear network, width 512; each line is one scale");

    private static Chart Histograms() => Chart.Of("log q", "density")
        .Histogram(Normal(2000, 1), "linear")
        .Histogram(Normal(2000, 2, 1.2, 0.6), "ReLU")
        .Curve(x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), -4, 4, "normal density")
        .VerticalRule(-0.2, "median").VerticalRule(0, "mean")
        .Title("The spread of q over draws");

    private static Chart Bars() => Chart.Of("initializer", Axis.Linear("test accuracy", "%"))
        .BarsWithErrors(["Zeros", "LeCun", "Glorot", "He", "Orthogonal"], [9.8, 97.1, 97.6, 98.4, 98.2], [0.1, 0.3, 0.3, 0.1, 0.2], "ReLU")
        .BarsWithErrors(["Zeros", "LeCun", "Glorot", "He", "Orthogonal"], [9.8, 97.5, 97.9, 96.2, 98.0], [0.1, 0.3, 0.2, 0.4, 0.2], "tanh")
        .Title("Accuracy after one epoch");

    private static Chart Boxes() => Enumerable.Range(0, 4)
        .Aggregate(Chart.Of("width", "q at depth 50"), (chart, i) => chart.Box($"{64 << i}", Normal(200, i, 1, 0.8 / (i + 1))))
        .HorizontalRule(1, "mean-field value")
        .Title("Wider networks scatter less");

    private static double[,] Grid(double[] x, double[] y, Func<double, double, double> f)
    {
        var z = new double[y.Length, x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                z[i, j] = f(x[j], y[i]);
        }
        return z;
    }

    private static double[] Range(double from, double to, int count) => [.. Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1))];

    private static Chart HeatMap() => Chart.Of(Axis.Linear("sigma_w^2"), Axis.Linear("sigma_b^2"))
        .HeatMap(Range(0.5, 3, 26), Range(0, 0.4, 17), (w, b) => Math.Pow(10, 2 * (w - 1.3 - b)), new Shade { Name = "depth scale xi_c", Log = true })
        .Curve(w => 0.4 * (w - 1) / 2, 1, 3, "critical line", new Style { Color = "#FFFFFF" })
        .Callout(1.6, 0.12, "critical line", new Style { Color = "#FFFFFF" })
        .Title("Phase diagram");

    private static Chart Contour() => Chart.Of("along v_1", "along v_2")
        .Contour(Range(-2, 2, 41), Range(-2, 2, 41), (x, y) => x * x * x - 2 * x + y * y * Math.Sign(y), new Shade { Name = "loss change", Center = 0 })
        .Points([0.0], [0.0], "start", new Style { Color = "#000000", Size = 11 })
        .Equal()
        .Title("The loss along two eigenvectors")
        .Size(620, 520);

    private static Chart SymmetricLog() => Chart.Of("step", Axis.SymmetricLog("gradient", linear: 1e-3))
        .Line(Range(0, 100, 101), Range(-50, 50, 101).Select(x => Math.Sign(x) * Math.Pow(10, Math.Abs(x) / 15 - 3)), "first layer")
        .Points(Range(0, 100, 11), Range(-50, 50, 11).Select(x => -0.02 * x), "last layer")
        .HorizontalRule(0)
        .Title("Gradients of either sign over six decades");

    private static Chart Omissions() => Chart.Of("depth", Axis.Log("q"))
        .Line([0, 1, 2, 3, 4, 5, 6], [1, 10, 100, double.NaN, 1000, double.PositiveInfinity, double.NaN], "exploding")
        .Points([0, 1, 2, 3, 4], [1, 0.1, 0.01, 0.0, -0.001], "vanishing")
        .Title("What cannot be drawn is said");

    private static Chart FlowField()
    {
        var grid = Range(-1, 1, 9).SelectMany(x => Range(0.2, 1.8, 9).Select(y => (x, y))).ToArray();
        return Chart.Of("mu", "nu")
            .Arrows(grid.Select(p => p.x), grid.Select(p => p.y), grid.Select(p => -0.15 * p.x), grid.Select(p => 0.15 * (1 - p.y)))
            .Points([0], [1], "fixed point")
            .Title("Flow of mean and variance");
    }

    private static Chart Runs() => Chart.Of(Axis.Linear("step"), Axis.Log("training loss"))
        .Runs(Depth, Enumerable.Range(0, 5).Select(seed => Noisy([.. Depth.Select(t => 2.3 * Math.Exp(-t / 12) + 0.02)], seed, 0.5)), "He")
        .Runs(Depth, Enumerable.Range(5, 5).Select(seed => Noisy([.. Depth.Select(t => 2.3 * Math.Exp(-t / 40) + 0.02)], seed, 0.3)), "Glorot")
        .Title("Training loss, five seeds").Subtitle("line: median; band: lowest to highest");

    private static Facets Panels() => Facets.Of([0.81, 1.0, 1.21], factor => Decay(factor, $"sigma_w^2 = {factor}")).Title("Too small, right, too large").Subtitle("length of the signal by layer");

    private static Facets SixPanels()
    {
        string[] names = ["length, forward", "length, backward", "dead fraction", "cosine similarity", "update-to-weight ratio", "sharpness"];
        return Facets.Of(names, name => Chart.Of("layer", name).Line(Depth, Depth.Select(l => Math.Exp(-l / 10.0) * name.Length), "good").Line(Depth, Depth.Select(l => Math.Exp(-l / 30.0) * name.Length), "bad").Title(name)).Title("Autopsy");
    }

    private static Facets HeatMapPanels() => Facets.Of(["SGD", "Adam"], name => Chart.Of(Axis.Log("scale sigma"), Axis.Log("learning rate"))
        .HeatMap(Range(-3, 0, 13).Select(e => Math.Pow(10, e)), Range(-4, 0, 13).Select(e => Math.Pow(10, e)), (s, r) => r / s > 1 && name == "SGD" ? double.NaN : Math.Pow(Math.Log10(r / s) + 1, 2), new Shade { Name = $"loss, {name}" })
        .Title(name)).Title("Loss over scale and learning rate");

    private static Slider Moving() => Slider.Of("sigma_w", Range(0.8, 1.2, 9), sigma => Decay(sigma * sigma, "Length against depth").Text(40, Math.Pow(sigma, 80), $"q = {Math.Pow(sigma, 80):G2}")).StartAt(4);

    private static Slider MovingHeatMap() => Slider.Of("depth", Enumerable.Range(1, 6), depth => Facets.Of(["one", "two"], name => Chart.Of("i", "j")
        .HeatMap(Range(0, 9, 10), Range(0, 9, 10), (x, y) => Math.Exp(-Math.Abs(x - y) / (depth * name.Length)), new Shade { Name = "cosine", Min = 0, Max = 1 }).Title(name))).Title("Similarity of inputs by depth");

    private static Facets Traced()
    {
        var stream = new RandomStream(7);
        var trace = Measured.Measure(
            s => Network.Mlp<double>([20, .. Enumerable.Repeat(40, 12), 10], Activations.Relu, Init.HeNormal, s), stream["inputs"].Normal<double>([16, 20]), stream["runs"], 5).Of("dense");
        return trace.Plot(against: [.. Enumerable.Repeat(2.0, trace.Layers.Count)]);
    }

    private static Facets Trained()
    {
        string[] layers = ["conv1", "conv2", "dense1", "dense2"];
        var steps = Enumerable.Range(0, 120).Select(t => new StepRecord(t, t / 40, 2.3 * Math.Exp(-t / 30.0) + 0.05 + 0.02 * Math.Sin(7 * t), 0.1,
            [.. layers.Select((_, l) => new LayerStep((l + 1) * Math.Exp(-t / 60.0), 1e-3 * (l + 1), 1))]));
        var held = new[] { 40, 80, 120 }.Select(t => new EvaluationRecord(t, new Evaluation(new Estimate(2.4 * Math.Exp(-t / 30.0) + 0.07, 0.01, 1000), null)));
        return new TrainingRecord(layers, [.. steps], [.. held], TrainingEnding.Completed, null).Plot();
    }

    private static Chart ManySeries() => Chart.Of("depth", "q").For(Enumerable.Range(0, 12), (chart, i) => chart.Line(Depth, Depth.Select(l => Math.Sin(l / 8 + i / 2.0)), $"a longer name {i}")).Title("Twelve series");
}
