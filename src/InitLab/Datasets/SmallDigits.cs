namespace InitLab.Datasets;

/// <summary>1,797 handwritten digits of 8 x 8 pixels: small enough for exact kernels and dense Hessians.</summary>
/// <remarks>E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository (1998).</remarks>
public static class SmallDigits
{
    private const int Side = 8;
    private const float Brightest = 16;

    /// <summary>All images in their official order, pixels from 0 to 1.</summary>
    /// <param name="folder">The data folder; looked for by default.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LabeledImages Load(DataFolder? folder = null)
    {
        CsvTable table = CsvTable.Read(folder ?? DataFolder.Find(), "tabular/digits8x8.csv.gz");
        string[] pixels = [.. table.Columns.Where(column => column != "label")];
        int[] labels = [.. table.Text("label").Select(int.Parse)];
        return new LabeledImages(
            table.Numbers<float>(pixels) / Brightest, labels, Side, Side, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);
    }
}
