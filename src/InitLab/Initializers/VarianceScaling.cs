using InitLab.Primitives;

namespace InitLab.Initializers;

/// <summary>Which fan a variance is divided by.</summary>
public enum FanMode
{
    /// <summary>n_in: keeps the forward signal.</summary>
    FanIn,

    /// <summary>n_out: keeps the backward signal.</summary>
    FanOut,

    /// <summary>(n_in + n_out) / 2: Glorot's compromise.</summary>
    FanAverage,
}

/// <summary>The distribution of one weight.</summary>
public enum WeightDistribution
{
    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Uniform on ±√(3 Var).</summary>
    Uniform,

    /// <summary>Normal cut at ±2 standard deviations, widened by 1 / 0.87963 so that the variance is the one asked for.</summary>
    TruncatedNormal,
}

/// <summary>Weights of variance scale / fan.</summary>
/// <param name="Scale">The factor: 1 for LeCun and Glorot, 2 for He, the square of a gain in general.</param>
/// <param name="Mode">The fan.</param>
/// <param name="Distribution">The distribution.</param>
/// <remarks>Var(W) = scale / fan. Sources: LeCun et al. 1998 (n_in), Glorot and Bengio 2010 (average), He et al. 2015 (scale 2).</remarks>
public sealed record VarianceScaling(double Scale, FanMode Mode = FanMode.FanIn, WeightDistribution Distribution = WeightDistribution.Normal) : Initializer
{
    /// <summary>The standard deviation of a standard normal cut at ±2: √(1 - 4 φ(2) / (2 Φ(2) - 1)).</summary>
    public const double TruncatedStandardDeviation = 0.87962566103423978;

    /// <inheritdoc/>
    public override string Name => Title ?? $"variance scaling {Scale} {Mode} {Distribution}";

    /// <summary>The name of a well-known case.</summary>
    public string? Title { get; init; }

    /// <inheritdoc/>
    public override double? Variance(Fans fans) => Scale / Mode switch
    {
        FanMode.FanIn => fans.In,
        FanMode.FanOut => fans.Out,
        _ => fans.Average,
    };

    /// <inheritdoc/>
    public override Tensor<T> Sample<T>(Shape shape, Fans fans, RandomStream stream)
    {
        double deviation = Math.Sqrt(Variance(fans)!.Value), bound = Math.Sqrt(3) * deviation;
        return Tensor.Make<T>(shape, span =>
        {
            if (Distribution == WeightDistribution.Normal) stream.FillNormal(span, 0, deviation);
            else if (Distribution == WeightDistribution.Uniform) stream.FillUniform(span, -bound, bound);
            else stream.FillTruncatedNormal(span, 0, deviation / TruncatedStandardDeviation);
        });
    }
}
