using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>A map from uniform random bits to values, one element a lane and none depending on its neighbours.</summary>
internal interface IDistribution
{
    /// <summary>Values from 32 random bits each.</summary>
    Vector512<float> Map(Vector512<uint> bits);

    /// <summary>Values from 64 random bits each.</summary>
    Vector512<double> Map(Vector512<ulong> bits);
}
