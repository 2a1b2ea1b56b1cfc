namespace Course.Tests;

/// <summary>The sample chapters that lie beside the tests.</summary>
internal static class Samples
{
    public const string Walk = "01-how-fast-does-a-walk-spread";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Samples");

    public static string WalkFile => Path.Combine(Folder, Walk + ".ipynb");
}
