using System.Security.Cryptography;
using System.Text;

namespace CSharpKernel.Jupyter;

/// <summary>Signs and verifies the four JSON parts of a message with HMAC-SHA256; an empty key means an empty signature.</summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The signature in lower-case hexadecimal digits.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> parts)
    {
        if (_key.Length == 0)
            return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
            hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether the signature belongs to the parts exactly as they were received.</summary>
    public bool Verify(byte[] signature, ReadOnlySpan<byte[]> parts) =>
        _key.Length == 0 || CryptographicOperations.FixedTimeEquals(Sign(parts), signature);
}
