using System.Numerics;
using InitLab.Primitives;
using InitLab.Primitives.Kernels;
using InitLab.Primitives.Sampling;
using InitLab.Tests.TestKit;
using Xunit;

namespace InitLab.Tests.Primitives;

public sealed class RandomStreamTests
{
    [Fact]
    public void The_same_stream_drawn_twice_gives_the_same_numbers()
    {
        var stream = new RandomStream(7);
        Assert.Equal(Normals(stream, 100), Normals(stream, 100));
        Assert.Equal(Normals(stream["a"], 100), Normals(new RandomStream(7)["a"], 100));
    }

    [Fact]
    public void Two_seeds_two_names_and_two_indices_differ()
    {
        var stream = new RandomStream(7);
        double[][] draws =
        [
            Normals(stream, 50), Normals(new RandomStream(8), 50), Normals(stream["a"], 50), Normals(stream["b"], 50),
            Normals(stream["a"]["b"], 50), Normals(stream["b"]["a"], 50), Normals(stream[0], 50), Normals(stream[1], 50),
            Normals(stream["a\0"], 50), Normals(stream["weights of layer 1"], 50), Normals(stream["weights of layer 2"], 50),
        ];
        Assert.Equal(draws.Length * 50, draws.SelectMany(draw => draw).Distinct().Count());
    }

    [Fact]
    public void Drawing_from_one_stream_changes_no_other()
    {
        var stream = new RandomStream(3);
        double[] before = Normals(stream["b"], 10);
        Normals(stream, 1000);
        Normals(stream["a"], 1000);
        Assert.Equal(before, Normals(stream["b"], 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(33)]
    [InlineData(40_001)]
    public void A_shorter_draw_is_the_beginning_of_a_longer_one(int count)
    {
        var stream = new RandomStream(11)["prefix"];
        Assert.Equal(Normals(stream, 100_000)[..count], Normals(stream, count));
        Assert.Equal(Draw<float>(100_000, s => stream.FillUniform(s))[..count], Draw<float>(count, s => stream.FillUniform(s)));
    }

    [Fact]
    public void The_numbers_do_not_depend_on_the_thread_count()
    {
        var stream = new RandomStream(5);
        float[] threaded = Draw<float>(300_001, s => stream.FillNormal(s));
        float[] alone = Draw<float>(300_001, s =>
        {
            using var scope = Workers.Serially();
            stream.FillNormal(s);
        });
        Assert.Equal(alone, threaded);
    }

    [Fact]
    public void A_uniform_double_is_its_word_of_the_sequence()
    {
        // Words run through the first halves of eight blocks, then their second halves.
        const long Seed = 0x1234_5678_9ABC;
        double[] drawn = Draw<double>(37, s => new RandomStream(Seed).FillUniform(s));
        float[] single = Draw<float>(37, s => new RandomStream(Seed).FillUniform(s));
        for (int i = 0; i < drawn.Length; i++)
        {
            Assert.Equal((Word(i) >> 12) / (double)(1L << 52), drawn[i]);
            uint half = (uint)(Word(i / 2) >> (32 * (i % 2)));
            Assert.Equal((half >> 8) / (float)(1 << 24), single[i]);
        }

        static ulong Word(int i)
        {
            var (low, high) = Philox4x32.Block((ulong)(i / 16 * 8 + i % 8), (ulong)DrawKind.Uniform, Seed);
            return i % 16 < 8 ? low : high;
        }
    }

    [Fact]
    public void The_key_of_a_child_is_its_name_absorbed_eight_bytes_at_a_time()
    {
        // "weights and biases" is 18 bytes, so three blocks. These keys are part of every published number.
        ulong kind = (ulong)DrawKind.ChildKey | 18, key = 7;
        foreach (string chunk in new[] { "weights ", "and bias", "es\0\0\0\0\0\0" })
            key = Philox4x32.Block(BitConverter.ToUInt64(System.Text.Encoding.ASCII.GetBytes(chunk)), kind, key).Low;
        Assert.Equal(Normals(new RandomStream((long)key), 5), Normals(new RandomStream(7)["weights and biases"], 5));
    }

    [Fact]
    public void Siblings_parents_and_kinds_are_uncorrelated()
    {
        // |r| sqrt(n) is standard normal for independent draws. A shared tenth of the
        // variance would give r = 0.1, that is 45.
        const int Count = 200_000;
        var stream = new RandomStream(20);
        double[][] draws =
        [
            Normals(stream, Count), Normals(stream["a"], Count), Normals(stream["b"], Count), Normals(stream[0], Count),
            Normals(stream[1], Count), Normals(new RandomStream(21), Count), Draw<double>(Count, s => stream.FillUniform(s)),
            Draw<double>(Count, s => stream.FillSigns(s)), Normals(stream, Count + 1)[1..],
        ];
        for (int i = 0; i < draws.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.True(
                    Math.Abs(SampleStatistics.Correlation(draws[i], draws[j])) * Math.Sqrt(Count) < Tolerance.Sigmas, $"draws {i} and {j}");
    }

    [Fact]
    public void A_tensor_holds_the_numbers_of_the_same_draw_into_a_span()
    {
        var stream = new RandomStream(7);
        Shape shape = [3, 5];
        Assert.Equal(Draw<float>(15, s => stream.FillNormal(s, 1, 2)), stream.Normal<float>(shape, 1, 2).ToArray());
        Assert.Equal(Draw<float>(15, s => stream.FillUniform(s, 1, 2)), stream.Uniform<float>(shape, 1, 2).ToArray());
        Assert.Equal(
            Draw<double>(15, s => stream.FillTruncatedNormal(s, 1, 2, -1, 3)),
            stream.TruncatedNormal<double>(shape, 1, 2, -1, 3).ToArray());
        Assert.Equal(Draw<double>(15, s => stream.FillSigns(s)), stream.Signs<double>(shape).ToArray());
        Assert.Equal(Draw<double>(15, s => stream.FillBernoulli(s, 0.3)), stream.Bernoulli<double>(shape, 0.3).ToArray());
        Assert.Equal(shape, stream.Normal<float>([3, 5]).Shape);
        Assert.Equal(Draw<int>(15, s => stream.FillIntegers(s, 9)), stream.Integers(15, 9));
    }

    [Fact]
    public void The_path_is_shown()
    {
        Assert.Equal("7", new RandomStream(7).ToString());
        Assert.Equal("7/weights/3", new RandomStream(7)["weights"][3].ToString());
    }

    [Fact]
    public void An_index_is_its_decimal_name() =>
        Assert.Equal(Normals(new RandomStream(7)["12"], 5), Normals(new RandomStream(7)[12], 5));

    [Fact]
    public void Names_that_cannot_be_are_refused()
    {
        var stream = new RandomStream(7);
        Assert.Contains("stream[\"weights\"]", Assert.Throws<ArgumentException>(() => stream[""]).Message);
        Assert.Contains("stream[\"a\"][\"b\"]", Assert.Throws<ArgumentException>(() => stream["a/b"]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream[-1]);
    }

    [Fact]
    public void Parameters_that_cannot_be_are_refused()
    {
        var stream = new RandomStream(7);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => stream.FillNormal<float>(new float[3], 0, -1));
        Assert.StartsWith("standardDeviation must not be negative, but is -1. It is the standard deviation", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.FillNormal<double>(new double[3], double.NaN));
        Assert.Throws<ArgumentException>(() => stream.FillNormal<float>(new float[3], 1e300));
        Assert.Throws<ArgumentException>(() => stream.FillUniform<double>(new double[3], 2, 1));
        Assert.Throws<ArgumentException>(() => stream.FillUniform<float>(new float[3], -3e38, 3e38));
        Assert.Throws<ArgumentException>(() => stream.FillTruncatedNormal<double>(new double[3], 0, 1, 2, 1));
        Assert.Throws<ArgumentException>(() => stream.FillTruncatedNormal<double>(new double[3], 0, 1, 50, 51));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.FillBernoulli<double>(new double[3], 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.FillIntegers(new int[3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Permutation(-1));
        Assert.Throws<NotSupportedException>(() => stream.FillNormal<Half>(new Half[3]));
    }

    private static double[] Normals(RandomStream stream, int count) => Draw<double>(count, s => stream.FillNormal(s));

    private static T[] Draw<T>(int count, Action<Span<T>> draw)
        where T : INumber<T>
    {
        var values = new T[count];
        draw(values);
        return values;
    }
}
