namespace InitLab.Layers;

/// <summary>A window that slides along one axis of an image.</summary>
internal readonly struct ImageWindow
{
    public ImageWindow(int length, int window, int stride, Padding padding, int each)
    {
        (Before, int after) = padding.Along(each, length, window, stride);
        Uneven = after - Before;
        Shortest = padding.IsSame ? 1 : Math.Max(window - 2 * each, 1);
        Outputs = length < Shortest ? 0 : (length + Before + after - window) / stride + 1;
    }

    /// <summary>The zeros before the first element.</summary>
    public int Before { get; }

    /// <summary>How many more zeros there are behind the last element.</summary>
    public int Uneven { get; }

    /// <summary>The positions the window takes; none if the axis is too short.</summary>
    public int Outputs { get; }

    /// <summary>The shortest axis that the window fits.</summary>
    public int Shortest { get; }
}
