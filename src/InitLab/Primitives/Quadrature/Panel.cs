namespace InitLab.Primitives.Quadrature;

/// <summary>A piece of an integral.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Integral">The integral of the function.</param>
/// <param name="Error">An estimate of its error, never below the rounding error.</param>
/// <param name="Size">The integral of the function's absolute value.</param>
internal readonly record struct Panel(double Low, double High, double Integral, double Error, double Size);
