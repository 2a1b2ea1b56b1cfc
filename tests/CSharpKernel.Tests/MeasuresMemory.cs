namespace CSharpKernel.Tests;

/// <summary>Tests that look at the process's memory run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresMemory
{
    public const string Name = nameof(MeasuresMemory);
}
