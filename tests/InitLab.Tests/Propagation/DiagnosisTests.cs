using InitLab.Initializers;
using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Propagation;
using Xunit;
using Init = InitLab.Initializers.Initializers;
using Measured = InitLab.Propagation.Propagation;

namespace InitLab.Tests.Propagation;

public class DiagnosisTests
{
    private static readonly RandomStream Stream = new(6);

    [Fact]
    public void A_well_initialized_network_is_healthy()
    {
        Diagnosis diagnosis = Diagnose(Activations.Relu, Init.HeNormal, 6);
        Assert.True(diagnosis.IsHealthy, diagnosis.ToString());
        Assert.Contains("units are alive", diagnosis.ToString());
    }

    [Fact]
    public void Vanishing_is_told_with_its_rate_both_ways()
    {
        Diagnosis diagnosis = Diagnose(Activations.Relu, new VarianceScaling(0.2), 30);
        Assert.Equal(2, diagnosis.Findings.Count(finding => finding.Severity == Severity.Serious && finding.What.Contains("shrinks")));
        Assert.Contains("Raise the weights' variance", diagnosis.ToString());
    }

    [Fact]
    public void Exploding_and_overflow_are_told()
    {
        Assert.Contains("grows by a factor", Diagnose(Activations.Relu, new VarianceScaling(8), 12).ToString());
        Assert.Contains("overflow", Diagnose(Activations.Relu, new VarianceScaling(1e20), 12).ToString());
    }

    [Fact]
    public void Inputs_that_become_alike_and_dead_units_are_told()
    {
        Assert.Contains("become alike", Diagnose(Activations.Relu, Init.HeNormal, 60).ToString());
        Assert.Contains("zero on every input", Diagnose(Activations.Relu, Init.HeNormal with { Bias = new Constant(-6) }, 4).ToString());
    }

    private static Diagnosis Diagnose(Activation activation, Initializer initializer, int depth)
    {
        int[] widths = [.. Enumerable.Repeat(100, depth + 1)];
        return Diagnosis.Of(Measured.Measure(Network.Mlp<float>(widths, activation, initializer, Stream["weights"]), Stream["inputs"].Normal<float>([32, 100]), Stream));
    }
}
