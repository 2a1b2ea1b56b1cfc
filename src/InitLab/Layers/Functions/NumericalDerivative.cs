namespace InitLab.Layers;

/// <summary>Derivatives of a function of one number from its values alone.</summary>
/// <remarks>
/// The function is interpolated at 13 Chebyshev points of a window around x, and the interpolating polynomial is differentiated. Windows
/// shrink until two in a row agree; the pair that agrees best is taken. They never reach across a kink: next to one the window lies on
/// x's side of it, and at one on the left side. For functions that are smooth on the scale of the argument the error is about 1e-12 in the first
/// derivative, 1e-10 in the second and 1e-8 in the third. Source of the weights: B. Fornberg, "Generation of finite difference
/// formulas on arbitrarily spaced grids", Math. Comp. 51 (1988) 699-706.
/// </remarks>
internal sealed class NumericalDerivative(Func<double, double> function, IReadOnlyList<double> kinks)
{
    private const int Points = 13, Windows = 9;
    private const double Widest = 0.4, Shrink = 0.5, Agreement = 1e-11;

    private static readonly double[] s_nodes = [.. Enumerable.Range(0, Points).Select(i => Math.Cos((2 * i + 1) * Math.PI / (2 * Points)))];

    // Weights at the centre of a window, which is where all points but those next to a kink lie, by order.
    private static readonly double[][] s_central = [.. Enumerable.Range(0, 4).Select(order => Weights(order, 0))];

    /// <summary>The derivative of an order from 1 on; NaN where the function is nowhere finite around x.</summary>
    public double At(int order, double x)
    {
        double below = double.NegativeInfinity, above = double.PositiveInfinity;
        foreach (double kink in kinks)
            if (kink < x) below = kink;
            else if (above == double.PositiveInfinity) above = kink;
        double best = double.NaN, error = double.PositiveInfinity, previous = double.NaN, half = Widest * Math.Max(1, Math.Abs(x) / 8);
        for (int i = 0; i < Windows && !(error <= Agreement * Math.Max(1, Math.Abs(best))); i++, half *= Shrink)
        {
            double value = InWindow(order, x, Math.Max(below, x - half), Math.Min(above, x + half));
            double change = Math.Abs(value - previous);
            if (change < error) (best, error) = (value, change);
            previous = value;
        }
        return best;
    }

    private double InWindow(int order, double x, double low, double high)
    {
        double half = (high - low) / 2, centre = (high + low) / 2, sum = 0;
        bool central = Math.Abs(x - centre) < 1e-13 * Math.Max(half, Math.Abs(x)) && order < s_central.Length;
        double[] weights = central ? s_central[order] : Weights(order, (x - centre) / half);
        for (int i = 0; i < Points; i++) sum += weights[i] * function(centre + half * s_nodes[i]);
        return sum / Math.Pow(half, order);
    }

    // The weight of each node in the derivative of the interpolating polynomial at z, by Fornberg's recursion over the number of nodes.
    private static double[] Weights(int order, double z)
    {
        Span<double> c = stackalloc double[Points * (order + 1)];
        c.Clear();
        c[0] = 1;
        double product = 1, toNode = s_nodes[0] - z;
        for (int n = 1; n < Points; n++)
        {
            double newProduct = 1, before = toNode;
            toNode = s_nodes[n] - z;
            for (int i = 0; i < n; i++)
            {
                double gap = s_nodes[n] - s_nodes[i];
                newProduct *= gap;
                for (int k = Math.Min(n, order); i == n - 1 && k >= 0; k--)
                    c[At(n, k)] = product * ((k > 0 ? k * c[At(i, k - 1)] : 0) - before * c[At(i, k)]) / newProduct;
                for (int k = Math.Min(n, order); k >= 0; k--)
                    c[At(i, k)] = (toNode * c[At(i, k)] - (k > 0 ? k * c[At(i, k - 1)] : 0)) / gap;
            }
            product = newProduct;
        }
        var weights = new double[Points];
        for (int i = 0; i < Points; i++) weights[i] = c[At(i, order)];
        return weights;

        int At(int node, int k) => node * (order + 1) + k;
    }
}
