using InitLab.Primitives;

namespace InitLab.Datasets;

/// <summary>Handwritten digits: 60,000 training and 10,000 test images of 28 x 28 pixels.</summary>
/// <remarks>Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits" (1998).</remarks>
public static class Mnist
{
    private const int TrainCount = 60_000, TestCount = 10_000;

    private static readonly string[] Classes = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>The training images, or the first of them, in their official order.</summary>
    /// <param name="count">How many; all 60,000 by default. The first 10,000 are a fair small set.</param>
    /// <param name="scale">How pixels become numbers; by default mean 0 and variance 1 over the training set.</param>
    /// <param name="folder">The data folder; looked for by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabeledImages Train(int count = TrainCount, PixelScale? scale = null, DataFolder? folder = null) =>
        Load("train", Check.InRange(count, 1, TrainCount), scale, folder);

    /// <summary>The test images, or the first of them, in their official order.</summary>
    /// <param name="count">How many; all 10,000 by default.</param>
    /// <inheritdoc cref="Train"/>
    public static LabeledImages Test(int count = TestCount, PixelScale? scale = null, DataFolder? folder = null) =>
        Load("t10k", Check.InRange(count, 1, TestCount), scale, folder);

    private static LabeledImages Load(string part, int count, PixelScale? scale, DataFolder? folder) => ImageFiles.Read(
        folder ?? DataFolder.Find(), $"mnist/{part}-images-idx3-ubyte.gz", $"mnist/{part}-labels-idx1-ubyte.gz", Classes,
        scale ?? PixelScale.StandardMnist, count);
}
