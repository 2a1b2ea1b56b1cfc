using Xunit;

namespace InitLab.Tests.TestKit;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void The_p_value_matches_the_table()
    {
        // Critical value of the limit at 5 %: 1.3581 (N. Smirnov 1948). A shift of an even grid by d - 1/(2n) has
        // the distance d; Stephens' correction moves p by 1.4e-4 at this count.
        const int Count = 100_000;
        double distance = 1.3581 / Math.Sqrt(Count);
        double[] samples = [.. Enumerable.Range(0, Count).Select(i => (i + 0.5) / Count + distance - 0.5 / Count)];
        Assert.Equal(0.05, KolmogorovSmirnov.PValue(samples, x => Math.Clamp(x, 0, 1)), 2e-4);
    }

    [Fact]
    public void An_even_grid_has_the_least_distance() =>
        Assert.Equal(0.005, KolmogorovSmirnov.Distance(Enumerable.Range(0, 100).Select(i => (i + 0.5) / 100), x => x), 1e-12);
}
