using System.Numerics;

namespace InitLab.Tests.Primitives.Kernels;

/// <summary>Random inputs of the kernel tests.</summary>
internal static class Operands
{
    /// <summary>Numbers uniform on [-1, 1).</summary>
    public static T[] Random<T>(Random random, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[length];
        for (var i = 0; i < length; i++)
            values[i] = T.CreateChecked(2 * random.NextDouble() - 1);
        return values;
    }
}
