using InitLab.Initializers;
using InitLab.Primitives;
using InitLab.Tests.TestKit;
using MathNet.Numerics.Distributions;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.Initializers;

/// <summary>
/// Every distribution against its closed form, from 60,000 weights [300, 200] or [10, 20, 15, 20] of a fixed seed.
/// The Kolmogorov-Smirnov test at 1e-4 rejects a distance of 2.23 / √60000 = 0.0091; a standard deviation that is off by 4 % moves a normal
/// distribution function by 0.0097 (0.242 times the relative error), a uniform one by 0.02, so such an error fails.
/// The sample variance has a relative standard error of √(2 / 60000) = 0.58 % for a normal distribution, less for the others; the bar is five of them, 2.9 %.
/// </summary>
public class DistributionTests
{
    private static readonly Shape s_dense = [300, 200];
    private static readonly Shape s_kernel = [10, 20, 15, 20];

    private static readonly (string Name, Initializer Initializer, Shape Shape, double Variance, string Family)[] s_cases =
    [
        ("LeCun normal", Init.LeCunNormal, s_dense, 1.0 / 200, "normal"),
        ("LeCun uniform", Init.LeCunUniform, s_dense, 1.0 / 200, "uniform"),
        ("LeCun truncated", Init.LeCunTruncated, s_dense, 1.0 / 200, "truncated"),
        ("Glorot normal", Init.GlorotNormal, s_dense, 2.0 / 500, "normal"),
        ("Glorot uniform", Init.GlorotUniform, s_dense, 2.0 / 500, "uniform"),
        ("Glorot truncated", Init.GlorotTruncated, s_dense, 2.0 / 500, "truncated"),
        ("He normal", Init.HeNormal, s_dense, 2.0 / 200, "normal"),
        ("He uniform", Init.HeUniform, s_dense, 2.0 / 200, "uniform"),
        ("He truncated", Init.HeTruncated, s_dense, 2.0 / 200, "truncated"),
        ("He, convolution", Init.HeNormal, s_kernel, 2.0 / (20 * 300), "normal"),
        ("Glorot, convolution", Init.GlorotUniform, s_kernel, 2.0 / (20 * 300 + 10 * 300), "uniform"),
        ("fan out", new VarianceScaling(3, FanMode.FanOut), s_dense, 3.0 / 300, "normal"),
        ("geometric average", new VarianceScaling(1, FanMode.FanGeometricAverage), s_dense, 1 / Math.Sqrt(200.0 * 300), "normal"),
        ("PyTorch default", Init.PyTorchDefault, s_dense, 1.0 / (3 * 200), "uniform"),
        ("normal", new InitLab.Initializers.Normal(0.3), s_dense, 0.09, "normal"),
        ("uniform", new Uniform(-0.5, 0.5), s_dense, 1.0 / 12, "uniform"),
        ("truncated normal, corrected", new TruncatedNormal(0.3), s_dense, 0.09, "truncated"),
        // The variance of a standard normal cut at ±2 is 1 - 4 phi(2) / (2 Phi(2) - 1) = 0.77374.
        ("truncated normal, raw", new TruncatedNormal(0.3, IsCorrected: false), s_dense, 0.09 * 0.7737413, "truncated"),
    ];

    public static TheoryData<string> Names => [.. s_cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Weights_follow_the_distribution(string name)
    {
        (_, Initializer initializer, Shape shape, double variance, string family) = s_cases.Single(c => c.Name == name);
        double[] sample = initializer.Sample<double>(shape, Fans.Of(shape), new RandomStream(11)).ToArray();
        Assert.Equal(60_000, sample.Length);
        Func<double, double> distribution = Distribution(family, Math.Sqrt(variance));
        Assert.InRange(KolmogorovSmirnov.PValue(sample, distribution), Tolerance.Significance, 1);
        Assert.InRange(KolmogorovSmirnov.PValue([.. sample.Select(x => 1.04 * x)], distribution), 0, Tolerance.Significance);
        Assert.Equal(1, sample.Average(x => x * x) / variance, 0.029);
        float[] single = initializer.Sample<float>(shape, Fans.Of(shape), new RandomStream(11)).ToArray();
        Assert.InRange(KolmogorovSmirnov.PValue([.. single.Select(x => (double)x)], distribution), Tolerance.Significance, 1);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_stated_variance_is_that_of_the_formula(string name)
    {
        (_, Initializer initializer, Shape shape, double variance, _) = s_cases.Single(c => c.Name == name);
        Assert.Equal(variance, initializer.Variance(Fans.Of(shape))!.Value, 1e-7 * variance);
    }

    [Fact]
    public void The_mean_is_the_one_asked_for()
    {
        // Standard errors: 0.3 / √60000 = 0.0012 and 0.4 / √12 / √60000 = 0.0005; the bars are five of them.
        static double Mean(Initializer initializer) => initializer.Sample<double>(s_dense, Fans.Of(s_dense), new RandomStream(2)).ToArray().Average();
        Assert.Equal(0.7, Mean(new InitLab.Initializers.Normal(0.3, 0.7)), 0.006);
        Assert.Equal(0.7, Mean(new TruncatedNormal(0.3, 0.7)), 0.006);
        Assert.Equal(0.3, Mean(new Uniform(0.1, 0.5)), 0.0025);
    }

    [Fact]
    public void PyTorchs_default_bias_is_uniform_by_the_fans_of_its_weights()
    {
        var fans = new Fans(25, 3);
        double[] sample = Init.PyTorchDefault.Bias!.Sample<double>([20_000], fans, new RandomStream(3)).ToArray();
        Assert.InRange(KolmogorovSmirnov.PValue(sample, Distribution("uniform", 0.2 / Math.Sqrt(3))), Tolerance.Significance, 1);
    }

    private static Func<double, double> Distribution(string family, double deviation)
    {
        double bound = Math.Sqrt(3) * deviation, wide = deviation / Math.Sqrt(0.7737413), tail = MathNet.Numerics.Distributions.Normal.CDF(0, 1, -2);
        return family switch
        {
            "normal" => x => MathNet.Numerics.Distributions.Normal.CDF(0, deviation, x),
            "uniform" => x => ContinuousUniform.CDF(-bound, bound, x),
            _ => x => Math.Clamp((MathNet.Numerics.Distributions.Normal.CDF(0, wide, x) - tail) / (1 - 2 * tail), 0, 1),
        };
    }
}
