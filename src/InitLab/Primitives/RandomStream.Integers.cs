using InitLab.Primitives.Sampling;

namespace InitLab.Primitives;

public sealed partial class RandomStream
{
    /// <summary>Independent whole numbers, uniform on 0 to <paramref name="below"/> - 1.</summary>
    /// <param name="destination">Filled from start to end.</param>
    /// <param name="below">The bound that is not reached, at least 1.</param>
    /// <remarks>The high half of (64-bit word) x (bound), so that no value is likelier than another by more than 2^-33.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public void FillIntegers(Span<int> destination, int below)
    {
        Check.Positive(below);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = (int)Math.BigMul(Word(i, DrawKind.Integers), (ulong)below, out _);
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order, each order equally likely.</summary>
    /// <remarks>The shuffle of R. Durstenfeld, "Algorithm 235: random permutation", CACM 7 (1964).</remarks>
    /// <param name="count">How many; zero gives an empty array.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        var order = new int[Check.NonNegative(count)];
        for (int i = 0; i < count; i++)
            order[i] = i;
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)Math.BigMul(Word(i, DrawKind.Permutation), (ulong)i + 1, out _);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private ulong Word(int index, DrawKind kind)
    {
        (ulong low, ulong high) = Philox4x32.Block((ulong)index / 2, (ulong)kind, key);
        return (index & 1) == 0 ? low : high;
    }
}
