using InitLab.Layers;
using InitLab.Primitives;
using InitLab.Training;
using Xunit;
using Init = InitLab.Initializers.Initializers;

namespace InitLab.Tests.Training;

public class DivergenceTests
{
    private static readonly RandomStream Stream = new(3);

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_and_names_the_first_layer()
    {
        Network<float> network = Deep();
        float[] weights = network["dense2.weight"].Value.ToArray();
        Array.Fill(weights, 1e38f);
        network["dense2.weight"].Set(Tensor.From(weights, [8, 8]));
        TrainingRecord record = Run(network, Inputs());
        Assert.Equal((TrainingEnding.Diverged, 1), (record.Ending, record.Steps.Count));
        Assert.Equal("dense2", record.Divergence!.Layer);
        Assert.Contains("overflowed", record.ToString());
        Assert.Equal(weights, network["dense2.weight"].Value.ToArray());
    }

    [Fact]
    public void A_parameter_that_is_not_finite_is_named()
    {
        Network<float> network = Deep();
        network["dense3.bias"].Set(Tensor.Full([8], float.NaN));
        Divergence divergence = Run(network, Inputs()).Divergence!;
        Assert.Equal("dense3", divergence.Layer);
        Assert.Contains("dense3.bias", divergence.Cause);
    }

    [Fact]
    public void Inputs_that_are_not_finite_are_blamed_themselves()
    {
        float[] values = Inputs().ToArray();
        values[5] = float.PositiveInfinity;
        Divergence divergence = Run(Deep(), Tensor.From(values, [16, 8])).Divergence!;
        Assert.Null(divergence.Layer);
        Assert.Contains("inputs", divergence.Cause);
    }

    [Fact]
    public void A_far_too_large_learning_rate_is_told_within_a_few_steps()
    {
        TrainingRecord record = Run(Deep(), Inputs(), rate: 1e30);
        Assert.Equal(TrainingEnding.Diverged, record.Ending);
        Assert.NotNull(record.Divergence!.Layer);
        Assert.InRange(record.Steps.Count, 2, 10);
    }

    [Fact]
    public void A_trainer_refuses_to_go_on_after_it_diverged()
    {
        Network<float> network = Deep();
        network["dense1.bias"].Set(Tensor.Full([8], float.NaN));
        var trainer = new Trainer<float>(network, Losses.SoftmaxCrossEntropy, new TrainingOptions(), Stream);
        var batch = new Examples<float>(Inputs(), new int[16]);
        trainer.Step(batch);
        Assert.Contains("dense1.bias", Assert.Throws<InvalidOperationException>(() => trainer.Step(batch)).Message);
    }

    private static Network<float> Deep() => Network.Mlp<float>([8, 8, 8, 8, 2], Activations.Relu, Init.HeNormal, Stream["weights"]);

    private static Tensor<float> Inputs() => Stream["inputs"].Normal<float>([16, 8]);

    private static TrainingRecord Run(Network<float> network, Tensor<float> inputs, double rate = 0.1) =>
        Train.Run(network, new Examples<float>(inputs, new int[16]), Losses.SoftmaxCrossEntropy, new TrainingOptions { LearningRate = rate, Epochs = 10 }, Stream);
}
