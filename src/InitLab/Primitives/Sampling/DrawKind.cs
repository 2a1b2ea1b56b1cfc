namespace InitLab.Primitives.Sampling;

/// <summary>
/// What a block of random bits is for: the upper half of the counter. It keeps a mask and the normals drawn from the same
/// stream independent, and both apart from the keys of child streams. The numbers are part of every published result: do not
/// renumber.
/// </summary>
internal enum DrawKind : ulong
{
    Uniform = 1,
    Normal = 2,
    TruncatedNormal = 3,
    Sign = 4,
    Bernoulli = 5,
    Integers = 6,
    Permutation = 7,

    /// <summary>Keys of child streams; the low half holds the length of the name, so it lies above all draws.</summary>
    ChildKey = 1ul << 32,
}
