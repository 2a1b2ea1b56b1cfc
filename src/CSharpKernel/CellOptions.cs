namespace CSharpKernel;

/// <summary>How to run one cell.</summary>
public sealed record CellOptions
{
    /// <summary>What errors call the cell; by default "In[n]" with the execution count.</summary>
    public string? Name { get; init; }

    /// <summary>True to run without outputs and without counting; false by default.</summary>
    public bool Silent { get; init; }

    /// <summary>True, the default, to count the cell; false leaves the execution count as it is.</summary>
    public bool StoreHistory { get; init; } = true;

    /// <summary>True, the default, if the cell may ask its reader for input.</summary>
    public bool AllowInput { get; init; } = true;

    /// <summary>True to abort the cells that are already queued behind this one if it fails; false by default.</summary>
    public bool StopOnError { get; init; }

    /// <summary>Expressions to evaluate after the cell has succeeded, by name; none by default.</summary>
    public IReadOnlyDictionary<string, string> UserExpressions { get; init; } = new Dictionary<string, string>();

    /// <summary>Called with the execution count when the cell leaves the queue and starts; never for an aborted cell.</summary>
    public Action<int>? Started { get; init; }
}
