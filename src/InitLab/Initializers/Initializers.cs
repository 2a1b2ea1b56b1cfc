namespace InitLab.Initializers;

/// <summary>The initializers by the names the field knows them by; those with parameters of their own are made with <c>new</c>.</summary>
public static class Initializers
{
    /// <summary>Var = 1 / n_in, normal (LeCun et al. 1998).</summary>
    public static Initializer LeCunNormal { get; } = Scaling("LeCun normal", 1, FanMode.FanIn, WeightDistribution.Normal);

    /// <summary>Var = 1 / n_in, uniform.</summary>
    public static Initializer LeCunUniform { get; } = Scaling("LeCun uniform", 1, FanMode.FanIn, WeightDistribution.Uniform);

    /// <summary>Var = 1 / n_in, truncated normal: Keras's and JAX's lecun_normal.</summary>
    public static Initializer LeCunTruncated { get; } = Scaling("LeCun truncated normal", 1, FanMode.FanIn, WeightDistribution.TruncatedNormal);

    /// <summary>Var = 2 / (n_in + n_out), normal (Glorot and Bengio 2010): PyTorch's xavier_normal_.</summary>
    public static Initializer GlorotNormal { get; } = Scaling("Glorot normal", 1, FanMode.FanAverage, WeightDistribution.Normal);

    /// <summary>Var = 2 / (n_in + n_out), uniform: PyTorch's xavier_uniform_, the default of Keras's layers.</summary>
    public static Initializer GlorotUniform { get; } = Scaling("Glorot uniform", 1, FanMode.FanAverage, WeightDistribution.Uniform);

    /// <summary>Var = 2 / (n_in + n_out), truncated normal: Keras's and JAX's glorot_normal.</summary>
    public static Initializer GlorotTruncated { get; } = Scaling("Glorot truncated normal", 1, FanMode.FanAverage, WeightDistribution.TruncatedNormal);

    /// <summary>Var = 2 / n_in, normal (He et al. 2015): PyTorch's kaiming_normal_.</summary>
    public static Initializer HeNormal { get; } = Scaling("He normal", 2, FanMode.FanIn, WeightDistribution.Normal);

    /// <summary>Var = 2 / n_in, uniform: PyTorch's kaiming_uniform_ with a = 0.</summary>
    public static Initializer HeUniform { get; } = Scaling("He uniform", 2, FanMode.FanIn, WeightDistribution.Uniform);

    /// <summary>Var = 2 / n_in, truncated normal: Keras's and JAX's he_normal.</summary>
    public static Initializer HeTruncated { get; } = Scaling("He truncated normal", 2, FanMode.FanIn, WeightDistribution.TruncatedNormal);

    /// <summary>Var = 1 / (3 n_in), uniform, biases alike.</summary>
    public static Initializer PyTorchDefault { get; } = new PyTorchDefault();

    /// <summary>Orthonormal rows or columns (Saxe et al. 2014).</summary>
    public static Initializer Orthogonal { get; } = new Orthogonal();

    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new Constant(0);

    /// <summary>All ones.</summary>
    public static Initializer Ones { get; } = new Constant(1);

    private static VarianceScaling Scaling(string title, double scale, FanMode mode, WeightDistribution distribution) => new(scale, mode, distribution) { Title = title };
}
