using InitLab.Primitives;

namespace InitLab.Layers;

/// <summary>The axis of what the field calls channels: that of [channels, height, width], else the features, which come last.</summary>
internal static class ChannelAxis
{
    /// <summary>The axis in a shape without the batch.</summary>
    public static int Of(Shape shape) => shape.Rank == 3 ? 0 : shape.Rank - 1;

    /// <summary>One number a channel, shaped to broadcast over a batch of the shape.</summary>
    public static Shape Broadcasting(Shape shape) => shape.Rank == 3 ? [shape[0], 1, 1] : [shape[-1]];
}
