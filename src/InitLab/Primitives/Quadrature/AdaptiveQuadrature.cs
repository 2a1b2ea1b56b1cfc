namespace InitLab.Primitives.Quadrature;

/// <summary>Integrates over given panels and halves the one with the largest error until the sum of the errors is small enough.</summary>
internal static class AdaptiveQuadrature
{
    /// <summary>The most panels; a jump at an unknown place needs about 50, a fair function none beyond those given.</summary>
    private const int MostPanels = 2000;

    /// <summary>Integrates a function.</summary>
    /// <param name="function">The integrand.</param>
    /// <param name="breakpoints">Ends of the first panels, in rising order, at least two.</param>
    /// <param name="relative">The tolerated error as a part of the integral of the function's absolute value.</param>
    /// <param name="absolute">An error that is tolerated in any case.</param>
    /// <returns>The sums over all panels; the error may exceed what was asked if the panels ran out.</returns>
    internal static (Panel Total, int Evaluations) Integrate(
        Func<double, double> function, ReadOnlySpan<double> breakpoints, double relative, double absolute)
    {
        var byError = new PriorityQueue<Panel, double>();
        for (int i = 1; i < breakpoints.Length; i++)
            Add(GaussKronrod.Integrate(function, breakpoints[i - 1], breakpoints[i]));

        Panel total = Sum(byError, breakpoints);
        int evaluations = byError.Count * GaussKronrod.Points;
        while (total.Error > Math.Max(relative * total.Size, absolute) && byError.Count < MostPanels)
        {
            Panel worst = byError.Dequeue();
            double middle = 0.5 * (worst.Low + worst.High);
            if (middle <= worst.Low || middle >= worst.High)
                return (total, evaluations);
            Add(GaussKronrod.Integrate(function, worst.Low, middle));
            Add(GaussKronrod.Integrate(function, middle, worst.High));
            evaluations += 2 * GaussKronrod.Points;
            total = Sum(byError, breakpoints);
        }
        return (total, evaluations);

        void Add(Panel panel) => byError.Enqueue(panel, -panel.Error);
    }

    // Summed anew each time: corrections to a running sum would leave the rounding of the large early errors in it.
    private static Panel Sum(PriorityQueue<Panel, double> panels, ReadOnlySpan<double> breakpoints)
    {
        double integral = 0, error = 0, size = 0;
        foreach ((Panel panel, _) in panels.UnorderedItems)
        {
            integral += panel.Integral;
            error += panel.Error;
            size += panel.Size;
        }
        return new Panel(breakpoints[0], breakpoints[^1], integral, error, size);
    }
}
