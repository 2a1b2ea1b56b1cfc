using System.Text;

namespace CSharpKernel.Zmtp;

/// <summary>The 64 bytes with which both sides of a ZMTP 3 connection begin.</summary>
/// <remarks>
/// Layout: signature <c>FF</c>, eight bytes of padding, <c>7F</c>; version major and minor; the mechanism's name in 20 bytes;
/// the as-server flag; 31 bytes of filler. Source: ZeroMQ RFC 23/ZMTP and RFC 37/ZMTP.
/// </remarks>
public static class ZmtpGreeting
{
    /// <summary>Length of a greeting in bytes.</summary>
    public const int Length = 64;

    private const int MechanismOffset = 12;
    private const int MechanismLength = 20;

    /// <summary>The greeting this library sends: version 3.1, mechanism NULL.</summary>
    /// <remarks>Minor version 1 asks subscribers for SUBSCRIBE commands and permits PING.</remarks>
    public static byte[] Create()
    {
        var greeting = new byte[Length];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        greeting[11] = 1;
        Encoding.ASCII.GetBytes("NULL", greeting.AsSpan(MechanismOffset));
        return greeting;
    }

    /// <summary>Checks a peer's greeting and returns the minor version it speaks.</summary>
    /// <param name="greeting">All <see cref="Length"/> bytes.</param>
    /// <exception cref="ZmtpException">The signature, the version or the mechanism is not one this library speaks.</exception>
    public static int ParseMinorVersion(ReadOnlySpan<byte> greeting)
    {
        // The padding is not checked: libzmq fills it with a length for peers that speak ZMTP 1.
        if (greeting[0] != 0xFF || (greeting[9] & 1) == 0)
            throw new ZmtpException("The peer did not begin with a ZMTP signature.");
        if (greeting[10] < 3)
            throw new ZmtpException($"The peer speaks ZMTP {greeting[10]}; version 3 or later is needed.");
        var mechanism = greeting.Slice(MechanismOffset, MechanismLength);
        if (!mechanism.TrimEnd((byte)0).SequenceEqual("NULL"u8))
            throw new ZmtpException("The peer asks for a security mechanism other than NULL.");
        return greeting[10] > 3 ? 1 : greeting[11];
    }
}
