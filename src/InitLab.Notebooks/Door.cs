namespace InitLab.Notebooks;

/// <summary>What the kernel that runs the cell offers to a library, found in the process's data, so that no reference to a kernel is needed.</summary>
internal static class Door
{
    /// <summary>Whether nobody watches the cell run: a headless run, or no kernel at all.</summary>
    public static bool IsHeadless => (AppContext.GetData("CSharpKernel.Headless") as Func<bool>)?.Invoke() ?? true;

    /// <summary>The token that an interrupt of the running cell cancels.</summary>
    public static CancellationToken Stop => (AppContext.GetData("CSharpKernel.Stop") as Func<CancellationToken>)?.Invoke() ?? CancellationToken.None;

    /// <summary>Shows a value under the running cell; with an identity it may be replaced later.</summary>
    public static void Display(object value, string? id = null, bool update = false) =>
        (AppContext.GetData("CSharpKernel.Display") as Action<object?, string?, bool>)?.Invoke(value, id, update);
}
