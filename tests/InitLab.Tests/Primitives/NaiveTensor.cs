using InitLab.Primitives;

namespace InitLab.Tests.Primitives;

/// <summary>Tensor operations as walks over every index, for comparison.</summary>
internal static class NaiveTensor
{
    /// <summary>A tensor from a function of the index.</summary>
    public static Tensor<double> Fill(Shape shape, Func<int[], double> value) =>
        Tensor.From<double>([.. Enumerable.Range(0, shape.Size).Select(flat => value(Index(flat, shape)))], shape);

    /// <summary>The index of a flat position, row-major.</summary>
    public static int[] Index(int flat, Shape shape)
    {
        var index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--) (flat, index[axis]) = Math.DivRem(flat, shape[axis]);
        return index;
    }

    /// <summary>The element of a broadcast operand: axes aligned at the last, those of length 1 stand still.</summary>
    public static double At(Tensor<double> x, int[] index)
    {
        int skip = index.Length - x.Rank;
        return x[[.. Enumerable.Range(0, x.Rank).Select(axis => x.Shape[axis] == 1 ? 0 : index[axis + skip])]];
    }

    /// <summary>A random shape of up to four axes of lengths 1 to 5.</summary>
    public static Shape RandomShape(RandomStream stream, int leastRank = 0)
    {
        int rank = leastRank + stream["rank"].Integers(1, 5 - leastRank)[0];
        return Shape.Create([.. stream["lengths"].Integers(rank, 5).Select(length => length + 1)]);
    }

    /// <summary>Two shapes that broadcast to a given one: axes of each are dropped in front or set to 1 at random.</summary>
    public static Shape Narrowed(Shape shape, RandomStream stream)
    {
        int drop = stream["drop"].Integers(1, shape.Rank + 1)[0];
        int[] single = stream["single"].Integers(shape.Rank, 2);
        return Shape.Create([.. shape.Select((length, axis) => single[axis] == 1 ? 1 : length).Skip(drop)]);
    }
}
