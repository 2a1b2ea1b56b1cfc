namespace CSharpKernel;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It did not compile, threw, or was interrupted.</summary>
    Failed,

    /// <summary>It never started, because an earlier cell that asked for it (<see cref="CellOptions.StopOnError"/>) failed.</summary>
    Aborted,
}

/// <summary>What became of a cell.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="ExecutionCount">The cell's number.</param>
/// <param name="Elapsed">The time from its start to its end, compilation included.</param>
/// <param name="Error">Why it failed, also sent as an output; null if it did not.</param>
/// <param name="UserExpressions">The answers to <see cref="CellOptions.UserExpressions"/>, by name.</param>
public sealed record CellResult(
    CellStatus Status,
    int ExecutionCount,
    TimeSpan Elapsed,
    ErrorOutput? Error,
    IReadOnlyDictionary<string, ExpressionResult> UserExpressions)
{
    /// <summary>True if the cell ran to its end.</summary>
    public bool Succeeded => Status == CellStatus.Succeeded;
}

/// <summary>The answer to one user expression: either the value's forms or an error.</summary>
/// <param name="Data">The value's forms, or null.</param>
/// <param name="Error">Why there is no value, or null.</param>
public sealed record ExpressionResult(MimeBundle? Data, ErrorOutput? Error);
