using InitLab.Initializers;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Tests.TestKit;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.Initializers;

public class PatternTests
{
    private static Tensor<double> Draw(Initializer initializer, Shape shape, long seed = 1) =>
        initializer.Sample<double>(shape, shape.Rank > 1 ? Fans.Of(shape) : default, new RandomStream(seed));

    [Fact]
    public void Constants_are_the_same_everywhere()
    {
        Assert.All(Draw(Init.Zeros, [3, 4]).ToArray(), x => Assert.Equal(0, x));
        Assert.All(Draw(Init.Ones, [3, 4]).ToArray(), x => Assert.Equal(1, x));
        Assert.All(Draw(new Constant(0.3), [4]).ToArray(), x => Assert.Equal(0.3, x));
    }

    [Fact]
    public void Identities_keep_as_many_coordinates_as_fit()
    {
        Assert.Equal([2.0, 0, 0, 0, 2, 0], Draw(new IdentityMatrix(2), [2, 3]).ToArray());
        Assert.Equal([1.0, 0, 0, 1, 0, 0], Draw(new IdentityMatrix(), [3, 2]).ToArray());
        Assert.Contains("Dirac", Assert.Throws<ArgumentException>(() => Draw(new IdentityMatrix(), [2, 2, 3, 3])).Message);
    }

    [Theory]
    [InlineData(1, 3, 3)]
    [InlineData(2, 2, 5)]
    [InlineData(4, 1, 4)]
    public void Dirac_convolutions_pass_images_on_unchanged(int groups, int height, int width)
    {
        var layer = new Conv2D<double>(4, (height, width)) { Padding = Padding.Same, Groups = groups, WeightInitializer = new Dirac(groups) };
        var network = new Network<double>([4, 5, 6], layer, Init.Zeros, new RandomStream(1));
        Tensor<double> x = TestKit.Draw.Normal([2, 4, 5, 6]);
        Assert.Equal(x.ToArray(), network.Predict(x).ToArray());
    }

    [Fact]
    public void Dirac_leaves_channels_without_a_partner_at_zero()
    {
        Tensor<double> w = Draw(new Dirac(2), [6, 2, 3, 3]);
        Assert.Equal(4, w.ToArray().Count(v => v != 0));
        Assert.Equal([1.0, 1, 1, 1], new[] { w[0, 0, 1, 1], w[1, 1, 1, 1], w[3, 0, 1, 1], w[4, 1, 1, 1] });
        Assert.Contains("2 groups", Assert.Throws<ArgumentException>(() => Draw(new Dirac(2), [5, 2, 3, 3])).Message);
    }

    [Fact]
    public void Sparse_columns_have_the_same_number_of_zeros_at_random_places_and_normal_values_elsewhere()
    {
        Tensor<double> w = Draw(new Sparse(0.85, 0.5), [101, 400]);
        // ceil(0.85 * 101) = 86 zeros a column, 15 values: 6,000 in all, of which a Kolmogorov-Smirnov test at 1e-4 sees a distance of 0.029.
        for (int column = 0; column < 400; column++) Assert.Equal(86, Enumerable.Range(0, 101).Count(row => w[row, column] == 0));
        double[] values = [.. w.ToArray().Where(v => v != 0)];
        Assert.InRange(KolmogorovSmirnov.PValue(values, x => MathNet.Numerics.Distributions.Normal.CDF(0, 0.5, x)), Tolerance.Significance, 1);
        // A row's number of values is hypergeometric of mean 400 * 15 / 101 = 59.4 and standard deviation 7.1; five of them is the bar.
        Assert.All(Enumerable.Range(0, 101), row => Assert.InRange(Enumerable.Range(0, 400).Count(column => w[row, column] != 0), 24, 95));
        Assert.Throws<ArgumentException>(() => Draw(new Sparse(0.5), [2, 2, 3, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sparse(1.5));
    }

    public static TheoryData<string> Random => [.. s_random.Keys];

    private static readonly Dictionary<string, (Initializer Initializer, Shape Shape)> s_random = new Initializer[]
    {
        new InitLab.Initializers.Normal(), new Uniform(0, 1), new TruncatedNormal(), Init.HeNormal, Init.GlorotUniform, Init.LeCunTruncated,
        Init.PyTorchDefault, Init.Orthogonal, new Sparse(0.5), new DeltaOrthogonal(),
    }.ToDictionary(initializer => initializer.Name, initializer => (initializer, (Shape)(initializer is DeltaOrthogonal ? [4, 3, 3, 3] : [4, 6])));

    [Theory, MemberData(nameof(Random))]
    public void One_stream_repeats_and_two_differ(string name)
    {
        (Initializer initializer, Shape shape) = s_random[name];
        Assert.Equal(Draw(initializer, shape, 1).ToArray(), Draw(initializer, shape, 1).ToArray());
        Assert.NotEqual(Draw(initializer, shape, 1).ToArray(), Draw(initializer, shape, 2).ToArray());
    }

    [Fact]
    public void Biases_follow_the_initializers_rule_for_them()
    {
        Network<double> Make(Initializer initializer) => Network.Mlp<double>([50, 400, 1], Activations.Relu, initializer, new RandomStream(8));
        Assert.All(Make(Init.HeNormal)["dense1.bias"].Value.ToArray(), b => Assert.Equal(0, b));
        double[] drawn = Make(Init.HeNormal with { Bias = new InitLab.Initializers.Normal(0.3) })["dense1.bias"].Value.ToArray();
        Assert.InRange(KolmogorovSmirnov.PValue(drawn, x => MathNet.Numerics.Distributions.Normal.CDF(0, 0.3, x)), Tolerance.Significance, 1);
        double[] torch = Make(Init.PyTorchDefault)["dense1.bias"].Value.ToArray();
        Assert.InRange(torch.Max(Math.Abs), 0.95 / Math.Sqrt(50), 1 / Math.Sqrt(50));
    }
}
