using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>Rows and columns of a kernel, a window or a stride. One number means a square: <c>Size2D s = 3;</c> is 3 x 3.</summary>
/// <param name="Height">The rows.</param>
/// <param name="Width">The columns.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>Height times width.</summary>
    public int Area => Height * Width;

    /// <summary>A square.</summary>
    public static implicit operator Size2D(int side) => new(side, side);

    /// <summary>A rectangle, (height, width).</summary>
    public static implicit operator Size2D((int Height, int Width) sides) => new(sides.Height, sides.Width);

    /// <summary>The size as <c>height x width</c>.</summary>
    public override string ToString() => $"{Height} x {Width}";

    internal static Size2D Positive(Size2D size, string name)
    {
        Check.That(size.Height > 0 && size.Width > 0, $"{name} must have at least one row and one column, got {size}.", name);
        return size;
    }
}
