using InitLab.Autodiff;
using InitLab.Layers;
using InitLab.Primitives;
using MathNet.Numerics;
using Xunit;

namespace InitLab.Tests.Layers;

public class ActivationTests
{
    // Within it every function is away from overflow; 0 and ±1, the kinks, are not on the grid.
    private static readonly double[] s_grid = [.. Enumerable.Range(0, 161).Select(i => -8.037 + 0.1 * i)];

    private static Variable<T> Cubic<T>(Variable<T> x) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => x * x * x - x;

    private static readonly Activation[] s_all =
    [
        .. Activations.All, new LeakyRelu(0.3), new Elu(1.7), new Sine(3), Activation.FromVariables("cubic", Cubic, Cubic),
        Activation.From("cube", x => x * x * x), Activation.From("bent", x => Math.Abs(x - 0.5) * x, kinks: [0.5]),
        Activation.From("cubed", x => x * x * x, x => 3 * x * x),
    ];

    public static TheoryData<string> Names => [.. s_all.Select(activation => activation.Name)];

    private static Activation Named(string name) => s_all.Single(activation => activation.Name == name);

    // The definitions, written the plain way from the literature.
    private static readonly Dictionary<string, Func<double, double>> s_definitions = new()
    {
        ["ReLU"] = x => x > 0 ? x : 0,
        ["leaky ReLU"] = x => x > 0 ? x : 0.01 * x,
        ["leaky ReLU (0.3)"] = x => x > 0 ? x : 0.3 * x,
        ["ELU"] = x => x > 0 ? x : Math.Exp(x) - 1,
        ["ELU (1.7)"] = x => x > 0 ? x : 1.7 * (Math.Exp(x) - 1),
        ["SELU"] = x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        ["GELU"] = x => x * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) / 2,
        ["GELU (tanh)"] = x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        ["SiLU"] = x => x / (1 + Math.Exp(-x)),
        ["Mish"] = x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["tanh"] = Math.Tanh,
        ["sigmoid"] = x => 1 / (1 + Math.Exp(-x)),
        ["erf"] = SpecialFunctions.Erf,
        ["hard tanh"] = x => Math.Min(1, Math.Max(-1, x)),
        ["sine"] = Math.Sin,
        ["sine (3)"] = x => Math.Sin(3 * x),
        ["identity"] = x => x,
    };

    [Fact]
    public void Every_named_activation_has_a_definition_to_compare_with() => Assert.All(Activations.All, activation => Assert.Contains(activation.Name, s_definitions.Keys));

    [Theory, MemberData(nameof(Names))]
    public void The_value_is_the_definition(string name)
    {
        if (!s_definitions.TryGetValue(name, out Func<double, double>? definition)) return;
        foreach (double x in s_grid) Assert.Equal(definition(x), Named(name).Value(x), 1e-14 * (1 + Math.Abs(x)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Tensors_agree_with_the_value_and_the_derivative(string name)
    {
        Activation activation = Named(name);
        Tensor<double> x = Tensor.Vector<double>(s_grid);
        Tensor<double> y = activation.Apply<double>(x).Value, slope = Derivatives.Gradient<double>(v => Variable.Sum(activation.Apply(v)), x);
        for (int i = 0; i < s_grid.Length; i++)
        {
            Assert.Equal(activation.Value(s_grid[i]), y[i], 4e-15 * (1 + Math.Abs(y[i])));
            Assert.Equal(activation.Derivative(s_grid[i]), slope[i], 1e-14 * (1 + Math.Abs(slope[i])));
        }
        Tensor<float> single = activation.Apply<float>(x.ToFloat()).Value;
        for (int i = 0; i < s_grid.Length; i++) Assert.Equal(activation.Value((float)s_grid[i]), single[i], 3e-6 * (1 + Math.Abs(y[i])));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_first_three_derivatives_agree_with_central_differences(string name)
    {
        Activation activation = Named(name);
        // A function known by its values alone loses digits with every order, and the difference loses more on top of that.
        double[] tolerance = name is "cube" or "bent" or "cubed" ? [1e-10, 1e-6, 1e-4] : [1e-9, 1e-9, 1e-8];
        Func<Variable<double>, Variable<double>> lower = activation.Apply;
        for (int order = 1; order <= 3; order++)
        {
            Func<Variable<double>, Variable<double>> f = lower;
            Variable<double> Slope(Variable<double> v) => Derivatives.Gradient(Variable.Sum(f(v)), v)[0];
            Tensor<double> slope = Slope(Variable.Leaf(Tensor.Vector<double>(s_grid))).Value;
            for (int i = 0; i < s_grid.Length; i += 7)
                Assert.Equal(CentralDifference(f, s_grid[i]), slope[i], tolerance[order - 1] * (1 + Math.Abs(slope[i])));
            lower = Slope;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Large_arguments_give_no_NaN_in_float(string name)
    {
        Activation activation = Named(name);
        if (name is "cube" or "bent" or "cubed" or "cubic") return;
        Tensor<float> x = Tensor.Vector(-1e30f, -1e10f, -1e4f, -200, -90, 90, 200, 1e4f, 1e10f, 1e30f, 0);
        Tensor<float> y = activation.Apply<float>(x).Value, slope = Derivatives.Gradient<float>(v => Variable.Sum(activation.Apply(v)), x);
        for (int i = 0; i < x.Size; i++)
        {
            Assert.True(float.IsFinite(y[i]) && Math.Abs(y[i]) <= 1.1f * Math.Abs(x[i]) + 2, $"{name} of {x[i]} is {y[i]}");
            Assert.True(Math.Abs(slope[i]) <= 3.01f, $"the slope of {name} at {x[i]} is {slope[i]}");
            Assert.Equal(activation.Value(x[i]), y[i], 1e-5 * (1 + Math.Abs(x[i])));
        }
        Assert.True(float.IsNaN(activation.Apply<float>(Tensor.Vector(float.NaN)).Value[0]), "NaN must not be hidden");
    }

    [Fact]
    public void Derivatives_at_kinks_are_those_training_uses()
    {
        static double Slope(Activation activation, double x) => Derivatives.Gradient<double>(v => Variable.Sum(activation.Apply(v)), Tensor.Vector(x))[0];
        foreach (Activation activation in s_all)
            foreach (double kink in activation.Kinks) Assert.Equal(activation.Derivative(kink), Slope(activation, kink), 1e-12);
        Assert.Equal(0, Slope(Activations.Relu, 0));
        Assert.Equal(0.01, Slope(Activations.LeakyRelu, 0));
        Assert.Equal(-0.5, Slope(Activation.From("bent", x => Math.Abs(x - 0.5) * x, kinks: [0.5]), 0.5), 1e-11);
    }

    [Fact]
    public void Selu_keeps_mean_zero_and_variance_one_of_a_standard_normal()
    {
        double Moment(int power) => Integrate.GaussLegendre(z => Math.Pow(Activations.Selu.Value(z), power) * Math.Exp(-z * z / 2) / Constants.Sqrt2Pi, -12, 0, 128)
            + Integrate.GaussLegendre(z => Math.Pow(Activations.Selu.Value(z), power) * Math.Exp(-z * z / 2) / Constants.Sqrt2Pi, 0, 12, 128);
        Assert.Equal(0, Moment(1), 1e-13);
        Assert.Equal(1, Moment(2), 1e-13);
    }

    [Fact]
    public void Kinds_are_plain_words_fit_for_a_path()
    {
        Assert.Equal("leaky-relu", new Activate<float>(new LeakyRelu(0.2)).Kind);
        Assert.Equal("gelu", new Activate<float>(Activations.GeluTanh).Kind);
        Assert.Equal("my-own-f", new Activate<float>(Activation.From("my/own f.", x => x)).Kind);
        Assert.Equal("activation", new Activate<float>(Activation.From("φ", x => x)).Kind);
    }

    [Fact]
    public void Functions_that_cannot_serve_are_refused()
    {
        Assert.Contains("name", Assert.Throws<ArgumentException>(() => Activation.From(" ", x => x)).Message);
        Assert.Contains("kinks", Assert.Throws<ArgumentOutOfRangeException>(() => Activation.From("f", x => x, kinks: [double.NaN])).Message);
        Activation sum = Activation.FromVariables("total", x => Variable.Sum(x), x => Variable.Sum(x));
        Assert.Contains("keeps the shape", Assert.Throws<InvalidOperationException>(() => sum.Apply<double>(Tensor.Ones<double>([3]))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyRelu(double.NaN));
    }

    private static double CentralDifference(Func<Variable<double>, Variable<double>> f, double x)
    {
        const double h = 2e-3;
        double At(double step) => f(Variable.Leaf(Tensor.Scalar(x + step))).Value.Scalar;
        return (45 * (At(h) - At(-h)) - 9 * (At(2 * h) - At(-2 * h)) + At(3 * h) - At(-3 * h)) / (60 * h);
    }
}
