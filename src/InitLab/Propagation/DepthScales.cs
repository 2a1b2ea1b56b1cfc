namespace InitLab.Propagation;

/// <summary>Which way small differences between inputs go.</summary>
public enum Phase
{
    /// <summary>χ₁ below 1: inputs become alike and gradients vanish.</summary>
    Ordered,

    /// <summary>χ₁ = 1: the edge of chaos, where depth is not limited by a scale.</summary>
    Critical,

    /// <summary>χ₁ above 1: inputs are torn apart and gradients explode.</summary>
    Chaotic,
}

/// <summary>Depths over which a signal forgets: differences from a fixed point shrink as exp(-layers / ξ).</summary>
/// <param name="Length">ξ_q = -1 / log of the length map's slope at q: how fast lengths settle; infinite at slope 1, negative where they run away.</param>
/// <param name="Correlation">ξ_c = -1 / log of the correlation map's slope at its fixed point: how far two inputs can be told apart; infinite at criticality.</param>
/// <param name="Gradient">ξ_∇ = 1 / |log χ₁|: over how many layers squared gradients change by a factor e; infinite at criticality.</param>
/// <param name="Chi1">χ₁, which tells whether gradients vanish (below 1) or explode.</param>
/// <remarks>Source: Schoenholz et al., "Deep information propagation", ICLR 2017, eqs. 8, 9 and section 5, which found 6 ξ_c to bound what trains.</remarks>
public sealed record DepthScales(double Length, double Correlation, double Gradient, double Chi1)
{
    private const double Tolerance = 1e-7;

    /// <summary>The deepest network that trains, 6 ξ_c layers; infinite at criticality.</summary>
    public double LargestTrainableDepth => 6 * Correlation;

    /// <summary>The phase, by χ₁ to within 1e-7.</summary>
    public Phase Phase => Math.Abs(Chi1 - 1) <= Tolerance ? Phase.Critical : Chi1 < 1 ? Phase.Ordered : Phase.Chaotic;

    internal static DepthScales Of(CorrelationMap map)
    {
        double chi = map.Chi1;
        return new DepthScales(Scale(map.Field.LengthSlope(map.Length)), Scale(map.Settled.Slope), Math.Abs(Scale(chi)), chi);
    }

    private static double Scale(double slope) => Math.Abs(slope - 1) <= Tolerance ? double.PositiveInfinity : -1 / Math.Log(Math.Abs(slope));
}
