using InitLab.Figures.Plotly;
using Xunit;

namespace InitLab.Figures.Tests.Plotly;

public class LabelTests
{
    [Theory]
    [InlineData("sigma_w^2", "σ<sub>w</sub><sup>2</sup>")]
    [InlineData("n_in", "n<sub>in</sub>")]
    [InlineData("E[x^2]", "E[x<sup>2</sup>]")]
    [InlineData("10^{-3}", "10<sup>−3</sup>")]
    [InlineData("lambda_max / eta", "λ<sub>max</sub> / eta")]
    [InlineData("\\eta", "η")]
    [InlineData("test_accuracy", "test_accuracy")]
    [InlineData("alpha dropout", "alpha dropout")]
    [InlineData("q < 1 & p > 2", "q &lt; 1 &amp; p &gt; 2")]
    [InlineData("σ_w²", "σ<sub>w</sub>²")]
    [InlineData("a^(50 - l)", "a<sup>50 − l</sup>")]
    [InlineData("e^{-L/n}", "e<sup>−L/n</sup>")]
    public void Symbols_are_set_and_words_are_left(string words, string markup) => Assert.Equal(markup, Label.Markup(words));

    [Fact]
    public void Lines_are_broken_at_spaces_and_evenly()
    {
        Assert.Equal(["one two", "three four"], Wrapping.Lines("one two three four", 14));
        Assert.Equal(["short"], Wrapping.Lines("short", 40));
        Assert.Empty(Wrapping.Lines("", 40));
    }
}
