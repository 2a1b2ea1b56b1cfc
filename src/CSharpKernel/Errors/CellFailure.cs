namespace CSharpKernel.Errors;

/// <summary>Ends a cell with an error that is ready to be shown.</summary>
internal sealed class CellFailure(ErrorOutput error) : Exception(error.Value)
{
    public ErrorOutput Error => error;

    /// <summary>A failure that has only a name and a message.</summary>
    public static CellFailure Of(string name, string message) => new(new ErrorOutput(name, message, [$"{name}: {message}"]));
}
