namespace Benchmarks.Kernels;

/// <summary>Random inputs.</summary>
internal static class Inputs
{
    public static float[] Floats(Random random, int length) => Array.ConvertAll(Doubles(random, length), v => (float)v);

    public static double[] Doubles(Random random, int length)
    {
        var values = new double[length];
        for (var i = 0; i < length; i++)
            values[i] = 2 * random.NextDouble() - 1;
        return values;
    }
}
