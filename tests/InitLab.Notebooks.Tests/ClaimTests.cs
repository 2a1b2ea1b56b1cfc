using InitLab.Primitives;
using Xunit;

namespace InitLab.Notebooks.Tests;

public class ClaimTests
{
    [Theory]
    [InlineData(0.50, true)]
    [InlineData(0.53, true)]
    [InlineData(0.55, false)]
    public void A_claim_holds_within_the_quantile_of_its_confidence(double measured, bool holds)
    {
        // 0.9999 two-sided is 3.8906 standard errors.
        Claim claim = Claim.Of("t.1", "a half", 0.5, new Estimate(measured, 0.01, 100));
        Assert.Equal(3.8906, claim.Limit, 1e-4);
        Assert.Equal(holds, claim.Holds);
    }

    [Fact]
    public void Several_comparisons_are_judged_by_the_worst_against_a_wider_limit()
    {
        Claim claim = Claim.Of("t.2", "three", [1.0, 2.0, 3.0], [new Estimate(1.0, 0.1, 9), new Estimate(2.4, 0.1, 9), new Estimate(3.1, 0.1, 9)]);
        Assert.Equal((2.0, 2.4, 3), (claim.Predicted, claim.Measured.Value, claim.Comparisons));
        Assert.Equal(4.0, claim.Z, 1e-9);
        // 1 - 0.0001 / 6 of the normal distribution.
        Assert.Equal(4.1494, claim.Limit, 1e-4);
        Assert.True(claim.Holds);
    }

    [Fact]
    public void A_claim_of_failure_holds_only_when_the_formula_is_off()
    {
        Assert.True(Claim.Fails("t.3", "broken", 0.5, new Estimate(0.7, 0.01, 100)).Holds);
        Assert.False(Claim.Fails("t.3", "broken", 0.5, new Estimate(0.5, 0.01, 100)).Holds);
    }

    [Theory]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.5, double.NaN)]
    public void What_is_not_a_number_bears_out_no_claim(double measured, double error)
    {
        Assert.False(Claim.Of("t.4", "", 0.5, new Estimate(measured, error, 2)).Holds);
        Assert.False(Claim.Fails("t.4", "", 0.5, new Estimate(measured, error, 2)).Holds);
        Assert.Contains("NaN", Claim.Of("t.4", "", 0.5, new Estimate(measured, error, 2)).ToJson().ToJsonString());
    }
}
