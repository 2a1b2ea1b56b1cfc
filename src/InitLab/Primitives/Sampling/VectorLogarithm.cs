using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace InitLab.Primitives.Sampling;

/// <summary>The natural logarithm of positive, normal numbers, lane by lane.</summary>
/// <remarks>
/// Vector512.Log is a call, which keeps the vectors of a loop in memory and makes the first seconds of a program slow. Here the
/// number is m 2^e with m between sqrt(1/2) and sqrt(2), and log m is a polynomial: for float that of S. L. Moshier's Cephes library, for
/// double that of Sun's fdlibm (K. C. Ng, 1993), in s = (m - 1) / (m + 1).
/// </remarks>
internal static class VectorLogarithm
{
    private const int SqrtHalfSingle = 0x3F3504F3;
    private const ulong SqrtHalfDouble = 0x3FE6A09E667F3BCD;
    private const int ExponentOffset = 1024;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<int> bits = x.AsInt32();
        Vector512<int> exponent = (bits - Vector512.Create(SqrtHalfSingle)) >> 23;
        Vector512<float> f = (bits - (exponent << 23)).AsSingle() - Vector512<float>.One;
        Vector512<float> square = f * f;
        Vector512<float> p = Vector512.Create(7.0376836292e-2f);
        p = Fused.MultiplyAdd(p, f, Vector512.Create(-1.1514610310e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(1.1676998740e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(-1.2420140846e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(1.4249322787e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(-1.6668057665e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(2.0000714765e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(-2.4999993993e-1f));
        p = Fused.MultiplyAdd(p, f, Vector512.Create(3.3333331174e-1f));
        Vector512<float> correction = square * Fused.MultiplyAdd(p, f, Vector512.Create(-0.5f));
        return Fused.MultiplyAdd(Vector512.ConvertToSingle(exponent), Vector512.Create(0.693147181f), f + correction);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log(Vector512<double> x)
    {
        // The exponent is shifted up so that a logical shift serves: few processors have an arithmetic one for 64 bits.
        Vector512<ulong> bits = x.AsUInt64(), offset = Vector512.Create((ulong)ExponentOffset << 52);
        Vector512<ulong> raised = (bits - Vector512.Create(SqrtHalfDouble) + offset) >>> 52;
        Vector512<double> f = (bits - (raised << 52) + offset).AsDouble() - Vector512<double>.One;
        Vector512<double> exponent = UnitInterval.ToDouble(raised) - Vector512.Create((double)ExponentOffset);
        Vector512<double> s = f / (f + Vector512.Create(2.0)), z = s * s, w = z * z;
        Vector512<double> even = Vector512.Create(1.531383769920937332e-01);
        even = Fused.MultiplyAdd(even, w, Vector512.Create(2.222219843214978396e-01));
        even = Fused.MultiplyAdd(even, w, Vector512.Create(3.999999999940941908e-01)) * w;
        Vector512<double> odd = Vector512.Create(1.479819860511658591e-01);
        odd = Fused.MultiplyAdd(odd, w, Vector512.Create(1.818357216161805012e-01));
        odd = Fused.MultiplyAdd(odd, w, Vector512.Create(2.857142874366239149e-01));
        odd = Fused.MultiplyAdd(odd, w, Vector512.Create(6.666666666666735130e-01)) * z;
        Vector512<double> half = f * f * 0.5;
        Vector512<double> low = Fused.MultiplyAdd(exponent, Vector512.Create(1.90821492927058770002e-10), s * (half + even + odd));
        return Fused.MultiplyAdd(exponent, Vector512.Create(6.93147180369123816490e-01), f - (half - low));
    }
}
