using CSharpKernel.Execution;

namespace CSharpKernel.Functions;

/// <summary>A value that was displayed and can be replaced where it stands.</summary>
public sealed class DisplayedValue
{
    private readonly string? mimeType;

    internal DisplayedValue(string displayId, string? mimeType)
    {
        DisplayId = displayId;
        this.mimeType = mimeType;
    }

    /// <summary>The display's identity in the notebook.</summary>
    public string DisplayId { get; }

    /// <summary>Replaces what is shown.</summary>
    public void Update(object? value) => Show(value, update: true);

    internal void Show(object? value, bool update) =>
        CellContext.Current?.Show(value, (data, metadata) => new DisplayOutput(data, metadata, DisplayId, update), mimeType);
}
