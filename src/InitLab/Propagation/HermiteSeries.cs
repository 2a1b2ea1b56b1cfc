namespace InitLab.Propagation;

/// <summary>E φ(U) φ(V) as a power series in the correlation of U and V, both of variance q: Σ aₙ² cⁿ with aₙ = E φ(√q z) hₙ(z).</summary>
/// <remarks>
/// hₙ are the normalized Hermite polynomials. The tail is bounded by Parseval's identity, Σ aₙ² = E φ², so the series is used only where what is left out is
/// negligible at every c: for smooth activations at moderate lengths. Source: Mehler's formula; A. Daniely, R. Frostig, Y. Singer, "Toward deeper
/// understanding of neural networks", NIPS 2016, section 4.2.
/// </remarks>
internal sealed class HermiteSeries
{
    private const int Terms = 160;
    private const double Reach = 14, Step = 0.05, Negligible = 1e-11;
    private readonly double[] _squares;

    private HermiteSeries(double[] squares) => _squares = squares;

    /// <summary>The series of an activation at a length, or null where too much of it is left out.</summary>
    public static HermiteSeries? Of(GaussianMoments moments, double q)
    {
        double[] coefficients = Coefficients(moments.Activation.Value, Math.Sqrt(q));
        double[] squares = Array.ConvertAll(coefficients, a => a * a);
        double value = moments.Square(q), slope = q * moments.SlopeSquare(q), sum = 0, weighted = 0;
        for (int n = 0; n < Terms; n++)
        {
            sum += squares[n];
            weighted += n * squares[n];
        }
        return Math.Abs(value - sum) <= Negligible * value && Math.Abs(slope - weighted) <= 1e3 * Negligible * slope ? new HermiteSeries(squares) : null;
    }

    /// <summary>E φ(U) φ(V).</summary>
    public double At(double c)
    {
        double sum = 0;
        for (int n = Terms - 1; n >= 0; n--) sum = sum * c + _squares[n];
        return sum;
    }

    /// <summary>The derivative by c, q E φ'(U) φ'(V).</summary>
    public double Slope(double c)
    {
        double sum = 0;
        for (int n = Terms - 1; n >= 1; n--) sum = sum * c + n * _squares[n];
        return sum;
    }

    // By the trapezoidal rule, which for smooth functions on the whole line converges faster than any power of the step.
    private static double[] Coefficients(Func<double, double> function, double deviation)
    {
        var sums = new double[Terms];
        int nodes = (int)(Reach / Step);
        for (int i = -nodes; i <= nodes; i++)
        {
            double z = i * Step, value = function(deviation * z);
            // hₙ times the root of the density, which stays bounded where hₙ alone would overflow.
            double root = Math.Exp(-z * z / 4) / Math.Pow(2 * Math.PI, 0.25), before = 0, now = root;
            for (int n = 0; n < Terms; n++)
            {
                sums[n] += Step * value * root * now;
                (before, now) = (now, (z * now - Math.Sqrt(n) * before) / Math.Sqrt(n + 1));
            }
        }
        return sums;
    }
}
