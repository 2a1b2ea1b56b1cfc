using InitLab.Primitives.Kernels;
using Xunit;

namespace InitLab.Tests.Primitives.Kernels;

public class PoolingTests
{
    [Fact]
    public void Maxima_of_random_geometries_are_those_of_the_whole_window()
    {
        var random = new Random(2);
        foreach (var g in Geometries(random))
        {
            var x = Operands.Random<double>(random, g.InputLength);
            var (y, argmax) = (new double[g.OutputLength], new int[g.OutputLength]);
            Pooling.MaxForward<double>(g, x, y, argmax);
            for (var output = 0; output < y.Length; output++)
            {
                Assert.Equal(Window(g, output).Max(i => x[i]), y[output]);
                Assert.Equal(y[output], x[argmax[output]]);
                Assert.Contains(argmax[output], Window(g, output));
            }
        }
    }

    [Fact]
    public void Averages_of_random_geometries_divide_the_windows_sum_by_its_whole_area()
    {
        var random = new Random(3);
        foreach (var g in Geometries(random))
        {
            var x = Operands.Random<float>(random, g.InputLength);
            var y = new float[g.OutputLength];
            Pooling.AverageForward<float>(g, x, y);
            for (var output = 0; output < y.Length; output++)
                Assert.Equal(Window(g, output).Sum(i => (double)x[i]) / (g.KernelHeight * g.KernelWidth), y[output], 1e-6);
        }
    }

    [Fact]
    public void The_average_and_its_adjoint_give_the_same_inner_product()
    {
        var random = new Random(4);
        foreach (var g in Geometries(random))
        {
            var (x, gy) = (Operands.Random<double>(random, g.InputLength), Operands.Random<double>(random, g.OutputLength));
            var (y, gx) = (new double[g.OutputLength], Operands.Random<double>(random, g.InputLength));
            Pooling.AverageForward<double>(g, x, y);
            Pooling.AverageBackward<double>(g, gy, gx);
            Assert.Equal(y.Zip(gy, (a, b) => a * b).Sum(), x.Zip(gx, (a, b) => a * b).Sum(), 1e-11);
        }
    }

    [Fact]
    public void A_nan_wins_and_the_first_of_equals_wins()
    {
        var g = new PoolingGeometry(1, 2, 66, 2, 2, 2, 2, 0, 0);
        var x = new float[g.InputLength];
        x[3] = x[68] = 1;
        (x[4], x[5]) = (float.NaN, 7);
        x[8] = float.NegativeInfinity;
        x[66 + 10] = float.NaN;
        var (y, argmax) = (new float[g.OutputLength], new int[g.OutputLength]);
        Pooling.MaxForward<float>(g, x, y, argmax);
        Assert.Equal([0f, 1, float.NaN, 0, 0, float.NaN], y[..6]);
        Assert.Equal([0, 3, 4, 6, 9, 76], argmax[..6]);
    }

    [Fact]
    public void Results_do_not_depend_on_the_thread_count_in_any_bit()
    {
        var g = new PoolingGeometry(150, 14, 15, 3, 2, 2, 1, 1, 0);
        var x = Operands.Random<float>(new Random(8), g.InputLength);
        var (many, one, argmax, same) = (new float[g.OutputLength], new float[g.OutputLength], new int[g.OutputLength], new int[g.OutputLength]);
        Pooling.MaxForward<float>(g, x, many, argmax);
        using (Workers.Serially())
            Pooling.MaxForward<float>(g, x, one, same);
        Assert.Equal(one, many);
        Assert.Equal(same, argmax);
    }

    private static IEnumerable<PoolingGeometry> Geometries(Random random)
    {
        yield return new PoolingGeometry(7, 28, 28, 2, 2, 2, 2, 0, 0);
        yield return new PoolingGeometry(70, 11, 37, 2, 2, 2, 2, 0, 0);
        for (var round = 0; round < 60; round++)
        {
            var (height, width) = (1 + random.Next(4), 1 + random.Next(4));
            yield return new PoolingGeometry(
                1 + random.Next(80),
                height + random.Next(9),
                width + random.Next(9),
                height,
                width,
                1 + random.Next(3),
                1 + random.Next(3),
                random.Next(height),
                random.Next(width));
        }
    }

    private static List<int> Window(PoolingGeometry g, int output)
    {
        var (plane, i, j) = (output / (g.OutHeight * g.OutWidth), output / g.OutWidth % g.OutHeight, output % g.OutWidth);
        var inside = new List<int>();
        for (var r = i * g.StrideY - g.PadY; r < i * g.StrideY - g.PadY + g.KernelHeight; r++)
            for (var s = j * g.StrideX - g.PadX; s < j * g.StrideX - g.PadX + g.KernelWidth; s++)
                if (r >= 0 && r < g.InHeight && s >= 0 && s < g.InWidth)
                    inside.Add((plane * g.InHeight + r) * g.InWidth + s);
        return inside;
    }
}
