using System.Numerics;
using InitLab.Primitives.Kernels;

namespace InitLab.Tests.Primitives.Kernels;

/// <summary>The three convolution maps by the definition: one pass over every term of the trilinear form, in double precision.</summary>
internal static class NaiveConvolution
{
    /// <summary>A sum with what bounds its rounding error.</summary>
    public record struct Sum(double Value, double Magnitude, int Terms)
    {
        public readonly Sum Plus(double term) => new(Value + term, Magnitude + Math.Abs(term), Terms + 1);
    }

    public static (Sum[] Y, Sum[] Gx, Sum[] Gw) Of<T>(ConvolutionGeometry g, T[] x, T[] w, T[] gy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (y, gx, gw) = (new Sum[g.OutputLength], new Sum[g.InputLength], new Sum[g.WeightsLength]);
        foreach (var (input, weight, output) in Terms(g))
        {
            y[output] = y[output].Plus(double.CreateChecked(w[weight]) * double.CreateChecked(x[input]));
            gx[input] = gx[input].Plus(double.CreateChecked(w[weight]) * double.CreateChecked(gy[output]));
            gw[weight] = gw[weight].Plus(double.CreateChecked(gy[output]) * double.CreateChecked(x[input]));
        }

        return (y, gx, gw);
    }

    private static IEnumerable<(int Input, int Weight, int Output)> Terms(ConvolutionGeometry g)
    {
        for (var b = 0; b < g.Batch; b++)
            for (var o = 0; o < g.OutChannels; o++)
                for (var c = 0; c < g.GroupInChannels; c++)
                    for (var u = 0; u < g.KernelHeight; u++)
                        for (var v = 0; v < g.KernelWidth; v++)
                            for (var i = 0; i < g.OutHeight; i++)
                                for (var j = 0; j < g.OutWidth; j++)
                                {
                                    var (row, column) = (i * g.StrideY + u - g.PadY, j * g.StrideX + v - g.PadX);
                                    if (row < 0 || row >= g.InHeight || column < 0 || column >= g.InWidth)
                                        continue;
                                    var plane = b * g.InChannels + o / g.GroupOutChannels * g.GroupInChannels + c;
                                    var weight = ((o * g.GroupInChannels + c) * g.KernelHeight + u) * g.KernelWidth + v;
                                    yield return ((plane * g.InHeight + row) * g.InWidth + column, weight, ((b * g.OutChannels + o) * g.OutHeight + i) * g.OutWidth + j);
                                }
    }
}
