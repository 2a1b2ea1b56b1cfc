using InitLab.Primitives;
using InitLab.Tests.TestKit;
using Xunit;

namespace InitLab.Tests.Primitives;

public class BroadcastTests
{
    private const int Cases = 200;

    [Fact]
    public void Binary_operations_broadcast_as_a_walk_over_every_index_does() => Property.ForSeeds(Cases, seed =>
    {
        (Tensor<double> a, Tensor<double> b, Shape shape) = Operands(seed);
        Compare(Tensor.Add(a, b), shape, a, b, (x, y) => x + y);
        Compare(Tensor.Subtract(a, b), shape, a, b, (x, y) => x - y);
        Compare(Tensor.Multiply(a, b), shape, a, b, (x, y) => x * y);
        Compare(Tensor.Divide(a, b), shape, a, b, (x, y) => x / y);
        Compare(Tensor.Maximum(a, b), shape, a, b, Math.Max);
        Compare(Tensor.Minimum(a, b), shape, a, b, Math.Min);
        Compare(Tensor.WherePositive(a, b), shape, a, b, (x, y) => y > 0 ? x : 0);
    });

    [Fact]
    public void Summing_down_is_the_adjoint_of_broadcasting_up() => Property.ForSeeds(Cases, seed =>
    {
        (Tensor<double> a, Tensor<double> b, Shape shape) = Operands(seed);
        Tensor<double> large = Draw.Normal(shape, seed + 5), up = Tensor.BroadcastTo(a, shape);
        for (int i = 0; i < shape.Size; i++) Assert.Equal(NaiveTensor.At(a, NaiveTensor.Index(i, shape)), up.Span[i]);
        Assert.Equal(Tensor.Dot(up, large), Tensor.Dot(a, Tensor.SumTo(large, a.Shape)), 1e-11 * (1 + Tensor.Norm(up) * Tensor.Norm(large)));
    });

    [Fact]
    public void Broadcasting_over_buffers_longer_than_a_chunk_agrees_too()
    {
        Tensor<double> a = Draw.Normal([70, 1, 301]), b = Draw.Normal([3, 1]);
        Compare(a * b, [70, 3, 301], a, b, (x, y) => x * y);
        Tensor<double> c = Draw.Normal([40_003]), d = Draw.Normal([40_003], 2);
        Compare(c + d, [40_003], c, d, (x, y) => x + y);
        Tensor<double> e = Tensor.Scalar(0.7);
        Compare(c / e, [40_003], c, e, (x, y) => x / y);
        Compare(e / c, [40_003], e, c, (x, y) => x / y);
    }

    [Fact]
    public void Empty_operands_give_empty_results()
    {
        Assert.Equal([0, 3], (Tensor.Zeros<double>([0, 3]) + Tensor.Ones<double>([3])).Shape);
        Assert.Equal([0.0, 0, 0], Tensor.SumTo(Tensor.Zeros<double>([0, 3]), [3]).ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_refused_with_both()
    {
        string message = Assert.Throws<ArgumentException>(() => Tensor.Ones<float>([2, 3]) + Tensor.Ones<float>([2])).Message;
        Assert.Contains("[2, 3]", message);
        Assert.Contains("[2]", message);
        Assert.Contains("axis -1 is 3 in one and 2 in the other", message);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => Tensor.BroadcastTo(Tensor.Ones<float>([3, 2]), [2])).Message);
        Assert.Throws<ArgumentException>(() => Tensor.SumTo(Tensor.Ones<float>([3, 2]), [3]));
    }

    private static (Tensor<double> A, Tensor<double> B, Shape Shape) Operands(int seed)
    {
        var stream = new RandomStream(seed);
        Shape full = NaiveTensor.RandomShape(stream), a = NaiveTensor.Narrowed(full, stream["a"]), b = NaiveTensor.Narrowed(full, stream["b"]);
        return (Draw.Normal(a, seed), Draw.Normal(b, seed + 1), Shape.Broadcast(a, b));
    }

    private static void Compare(Tensor<double> actual, Shape shape, Tensor<double> a, Tensor<double> b, Func<double, double, double> function)
    {
        Assert.Equal(shape, actual.Shape);
        for (int i = 0; i < shape.Size; i++)
        {
            int[] index = NaiveTensor.Index(i, shape);
            Assert.Equal(function(NaiveTensor.At(a, index), NaiveTensor.At(b, index)), actual.Span[i]);
        }
    }
}
