namespace InitLab.Tests.TestKit;

/// <summary>The limits of statistical tests. Limits for rounding stand beside the computation they are derived from.</summary>
internal static class Tolerance
{
    /// <summary>
    /// How many standard errors a measurement at a fixed seed may lie from the truth: normal chance alone reaches it once in 150,000
    /// measurements, so a suite of some hundreds passes at nearly every seed.
    /// </summary>
    public const double Sigmas = 4.5;

    /// <summary>The least p-value of a goodness-of-fit test: some dozens of tests all pass at all but one seed in hundreds.</summary>
    public const double Significance = 1e-4;
}
