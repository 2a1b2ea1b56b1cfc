using InitLab.Primitives;

namespace InitLab.Datasets;

/// <summary>
/// Pictures of clothes in the form of MNIST, and harder: the first 1,000 of each class of the 60,000 training images, and all
/// 10,000 test images.
/// </summary>
/// <remarks>H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", arXiv:1708.07747.</remarks>
public static class FashionMnist
{
    private const int ImageCount = 10_000;

    private static readonly string[] Classes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The training images, or the first of them.</summary>
    /// <param name="count">How many; all 10,000 by default.</param>
    /// <param name="scale">How pixels become numbers; by default mean 0 and variance 1 over the training images.</param>
    /// <param name="folder">The data folder; looked for by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabeledImages Train(int count = ImageCount, PixelScale? scale = null, DataFolder? folder = null) =>
        Load("train10k", count, scale, folder);

    /// <summary>The test images, or the first of them.</summary>
    /// <inheritdoc cref="Train"/>
    public static LabeledImages Test(int count = ImageCount, PixelScale? scale = null, DataFolder? folder = null) =>
        Load("t10k", count, scale, folder);

    private static LabeledImages Load(string part, int count, PixelScale? scale, DataFolder? folder) => ImageFiles.Read(
        folder ?? DataFolder.Find(), $"fashion-mnist/{part}-images-idx3-ubyte.gz", $"fashion-mnist/{part}-labels-idx1-ubyte.gz",
        Classes, scale ?? PixelScale.StandardFashionMnist, Check.InRange(count, 1, ImageCount));
}
