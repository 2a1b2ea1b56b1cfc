namespace InitLab.Initializers;

/// <summary>The initializers by the names the field knows them by.</summary>
public static class Initializers
{
    /// <summary>Var = 1 / n_in, normal (LeCun et al. 1998).</summary>
    public static Initializer LeCunNormal { get; } = new VarianceScaling(1) { Title = "LeCun normal" };

    /// <summary>Var = 2 / (n_in + n_out), normal (Glorot and Bengio 2010).</summary>
    public static Initializer GlorotNormal { get; } = new VarianceScaling(1, FanMode.FanAverage) { Title = "Glorot normal" };

    /// <summary>Var = 2 / n_in, normal (He et al. 2015).</summary>
    public static Initializer HeNormal { get; } = new VarianceScaling(2) { Title = "He normal" };

    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new Constant(0);
}
