namespace CSharpKernel.Errors;

/// <summary>The errors of a cell that was stopped on request.</summary>
internal static class Interruption
{
    public const string Name = "Interrupted";

    public static ErrorOutput Stopped() => Of("The cell was interrupted. What it had declared is kept.");

    public static ErrorOutput Unstoppable() => Of("The cell was interrupted, but code that it called does not stop. That code goes on in the background until it ends by itself, and its output is dropped; restart the kernel to be rid of it. All variables are kept.");

    private static ErrorOutput Of(string message) => new(Name, message, [$"{Name}: {message}"]);
}
