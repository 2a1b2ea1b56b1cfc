using System.Buffers;
using System.Numerics;
using InitLab.Primitives;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace InitLab.Propagation;

/// <summary>Computes <see cref="SignalStatistics"/> in double precision, three passes over the signal, with standard errors over units.</summary>
/// <remarks>
/// <para>A unit is a feature of [inputs, features] or [inputs, time, features], or a channel of [inputs, channels, height, width]: what has weights
/// of its own. Time steps and positions share them, and are averaged within the unit, as the inputs are.</para>
/// <para>The cosine is a ratio, so its error is found by linearization: with ŷ the signals scaled to length 1, s = Σ_a ŷ_a and
/// c_a = ŷ_a·s - 1 the sum of cosines with a, changing the weight of element e by a factor 1 + ε changes the sum of all cosines by
/// ε (s_e² - Σ_a ŷ_ae² (1 + c_a)) to first order. Source: the infinitesimal jackknife of B. Efron, "The jackknife, the bootstrap and
/// other resampling plans", SIAM 1982, chapter 6.</para>
/// </remarks>
internal readonly ref struct SignalMeter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsOfScratch = 4;
    private readonly ReadOnlySpan<T> _signal;
    private readonly Shape _shape;
    private readonly int _inputs, _size;
    // Of one input's size each: the row at hand in double, and sums over inputs by element.
    private readonly Span<double> _row, _sum, _squares, _direction;
    private readonly Span<double> _lengths;

    private SignalMeter(Tensor<T> signal, Span<double> scratch)
    {
        _signal = signal.Span;
        _shape = signal.Shape;
        _inputs = signal.Shape[0];
        _size = signal.Size / Math.Max(_inputs, 1);
        scratch.Clear();
        _row = scratch[.._size];
        _sum = scratch.Slice(_size, _size);
        _squares = scratch.Slice(2 * _size, _size);
        _direction = scratch.Slice(3 * _size, _size);
        _lengths = scratch.Slice(RowsOfScratch * _size, _inputs);
    }

    /// <summary>The statistics of a signal, [inputs, ...].</summary>
    public static SignalStatistics Measure(Tensor<T> signal)
    {
        int inputs = signal.Shape[0], length = RowsOfScratch * (signal.Size / inputs) + inputs;
        double[] scratch = ArrayPool<double>.Shared.Rent(length);
        try
        {
            return new SignalMeter<T>(signal, scratch.AsSpan(0, length)).Run();
        }
        finally
        {
            ArrayPool<double>.Shared.Return(scratch);
        }
    }

    private int Units => _shape.Rank < 2 ? 1 : _shape.Rank == 4 ? _shape[1] : _shape[-1];

    private SignalStatistics Run()
    {
        AddUp();
        double[] means = ByUnit(_sum), squares = ByUnit(_squares);
        Estimate mean = Estimate.FromSamples<double>(means), second = Estimate.FromSamples<double>(squares);
        double[] around = new double[means.Length];
        for (int u = 0; u < around.Length; u++) around[u] = squares[u] - 2 * mean.Value * means[u] + mean.Value * mean.Value;
        Estimate dead = Estimate.FromSuccesses(squares.Count(square => square == 0), squares.Length);
        return new SignalStatistics(mean, Estimate.FromSamples<double>(around), second, dead, Cosine());
    }

    private void AddUp()
    {
        for (int a = 0; a < _inputs; a++)
        {
            Load(a);
            TensorPrimitives.Add(_sum, _row, _sum);
            TensorPrimitives.MultiplyAdd(_row, _row, _squares, _squares);
            _lengths[a] = TensorPrimitives.Norm<double>(_row);
        }
    }

    /// <summary>The mean cosine over pairs of inputs, with its error over units.</summary>
    private Estimate Cosine()
    {
        int alive = 0;
        for (int a = 0; a < _inputs; a++)
        {
            if (_lengths[a] == 0) continue;
            alive++;
            Load(a);
            TensorPrimitives.MultiplyAdd(_row, 1 / _lengths[a], _direction, _direction);
        }
        if (alive < 2) return new Estimate(double.NaN, double.NaN, Units);
        double pairs = (double)alive * (alive - 1);
        double total = (TensorPrimitives.SumOfSquares<double>(_direction) - alive) / pairs;
        Influences();
        double spread = 0;
        foreach (double influence in ByUnit(_squares)) spread += influence * influence;
        double perUnit = (double)_inputs * _size / Units;
        double error = perUnit / pairs * Math.Sqrt(spread * Units / (Units - 1));
        return new Estimate(total, error, Units);
    }

    /// <summary>Overwrites the squares by what each element's weight contributes to the sum of all cosines.</summary>
    private void Influences()
    {
        TensorPrimitives.Multiply(_direction, _direction, _squares);
        for (int a = 0; a < _inputs; a++)
        {
            if (_lengths[a] == 0) continue;
            Load(a);
            // Divided one by one, as the cube of a tiny length would underflow.
            double weight = -TensorPrimitives.Dot<double>(_row, _direction) / _lengths[a] / _lengths[a] / _lengths[a];
            TensorPrimitives.Multiply(_row, _row, _row);
            TensorPrimitives.MultiplyAdd(_row, weight, _squares, _squares);
        }
    }

    private void Load(int input) => TensorPrimitives.ConvertTruncating(_signal.Slice(input * _size, _size), _row);

    /// <summary>Sums over inputs by element, made means over inputs, time steps and positions by unit.</summary>
    private double[] ByUnit(ReadOnlySpan<double> sums)
    {
        var units = new double[Units];
        if (_shape.Rank == 4)
            for (int u = 0, positions = _size / units.Length; u < units.Length; u++) units[u] = TensorPrimitives.Sum(sums.Slice(u * positions, positions));
        else
            for (int start = 0; start < _size; start += units.Length) TensorPrimitives.Add(units, sums.Slice(start, units.Length), units);
        TensorPrimitives.Multiply(units, (double)units.Length / ((double)_inputs * _size), units);
        return units;
    }
}
