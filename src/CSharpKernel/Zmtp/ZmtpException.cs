namespace CSharpKernel.Zmtp;

/// <summary>The peer broke the ZMTP specification or exceeded one of the <see cref="ZmtpLimits"/>; its connection is closed.</summary>
/// <param name="message">What was expected and what came.</param>
public sealed class ZmtpException(string message) : IOException(message);
