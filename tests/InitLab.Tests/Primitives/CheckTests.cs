using InitLab.Primitives;
using Xunit;

namespace InitLab.Tests.Primitives;

public sealed class CheckTests
{
    [Fact]
    public void A_value_that_passes_is_returned()
    {
        Assert.Equal(3, Check.Positive(3));
        Assert.Equal(0.0, Check.NonNegative(0.0));
        Assert.Equal(0.5, Check.InRange(0.5, 0, 1));
        Assert.Equal(double.PositiveInfinity, Check.AtLeast(double.PositiveInfinity, 1));
        Assert.Equal(-1f, Check.Finite(-1f));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Positive_refuses(double width) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(width), () => Check.Positive(width));

    [Fact]
    public void NaN_fits_no_check()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.NonNegative(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.InRange(double.NaN, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.AtLeast(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.Finite(double.NaN));
    }

    [Fact]
    public void A_message_names_the_parameter_the_expectation_the_value_and_the_remedy()
    {
        double rate = -0.5;
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Check.InRange(rate, 0, 1, remedy: "A rate is a share, not a percentage."));
        Assert.Equal("rate", error.ParamName);
        Assert.StartsWith("rate must lie between 0 and 1, but is -0.5. A rate is a share, not a percentage.", error.Message);
    }

    [Fact]
    public void The_first_value_that_is_not_finite_is_named_with_its_index()
    {
        float[] weights = [1, 2, float.NaN, float.PositiveInfinity];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Check.AllFinite<float>(weights, nameof(weights)));
        Assert.StartsWith("weights must hold only finite values: at index 2 it is NaN.", error.Message);
    }

    [Fact]
    public void That_throws_with_the_message_when_the_condition_fails()
    {
        int features = 4;
        var error = Assert.Throws<ArgumentException>(
            () => Check.That(features == 3, $"weights is [3, 5] but input has {features} features; transpose weights?", "weights"));
        Assert.Equal("weights", error.ParamName);
        Assert.StartsWith("weights is [3, 5] but input has 4 features; transpose weights?", error.Message);
    }

    [Fact]
    public void That_does_not_evaluate_the_message_when_the_condition_holds()
    {
        int evaluated = 0;
        int Count() => ++evaluated;
        Check.That(true, $"never {Count()}");
        Assert.Equal(0, evaluated);
    }

    [Theory]
    [InlineData(3, 5, 3, 5, null)]
    [InlineData(3, 5, 5, 3, "weights has shape [3, 5], but [5, 3] was expected. Transpose it?")]
    [InlineData(6, 2, 3, 4, "weights has shape [6, 2], but [3, 4] was expected. Reshape it?")]
    [InlineData(6, 2, 3, 5, "weights has shape [6, 2], but [3, 5] was expected.")]
    public void Shapes_that_differ_are_both_named(int rows, int columns, int expectedRows, int expectedColumns, string? message)
    {
        void Run() => Check.SameShape([rows, columns], [expectedRows, expectedColumns], "weights");
        if (message is null)
            Run();
        else
            Assert.StartsWith(message + " (Param", Assert.Throws<ArgumentException>(Run).Message);
    }
}
