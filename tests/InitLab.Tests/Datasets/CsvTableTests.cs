using InitLab.Datasets;
using InitLab.Primitives;
using Xunit;

namespace InitLab.Tests.Datasets;

public sealed class CsvTableTests
{
    private const string Sample = "name,x,y\nfirst,1,2.5\n\n\"second, \"\"quoted\"\"\",-3e2,4\n";

    [Fact]
    public void Columns_are_read_as_text_and_numbers()
    {
        CsvTable table = Read(Sample);
        Assert.Equal(["name", "x", "y"], table.Columns);
        Assert.Equal(2, table.RowCount);
        Assert.Equal(["first", "second, \"quoted\""], table.Text("name"));
        Tensor<double> numbers = table.Numbers<double>("y", "x");
        Assert.Equal([2, 2], numbers.Shape);
        Assert.Equal([2.5, 1, 4, -300], numbers.ToArray());
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        Says<InvalidDataException>("file is empty", () => Read(""));
        Says<InvalidDataException>("comes twice", () => Read("a,a"));
        Says<InvalidDataException>("file, line 3: 1 fields, but the header names 2 columns", () => Read("a,b\n1,2\n3"));
        Says<InvalidDataException>("row 1 below the header, column name: \"first\" is not a number", () => Read(Sample).Numbers<double>());
        Says<ArgumentException>("file has no column z; it has name, x, y", () => Read(Sample).Text("z"));
    }

    [Fact]
    public void Small_digits_are_as_published()
    {
        LabeledImages digits = SmallDigits.Load();
        Assert.Equal([1797, 64], digits.Images.Shape);
        int[] counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
        Assert.Equal(counts, Enumerable.Range(0, 10).Select(digit => digits.Labels.Count(label => label == digit)));
        Assert.Equal([5 / 16f, 13 / 16f, 9 / 16f], digits.Images.Span[2..5].ToArray());
    }

    [Fact]
    public void Weather_is_as_badly_conditioned_as_it_says()
    {
        CsvTable weather = NewYorkWeather.Load();
        string[] columns = [.. weather.Columns.Except([NewYorkWeather.TimeColumn])];
        Tensor<double> values = weather.Numbers<double>(columns);
        Assert.Equal([7038, 18], values.Shape);
        double[][] series = [.. Enumerable.Range(0, 18).Select(j => Enumerable.Range(0, 7038).Select(i => values[i, j]).ToArray())];
        var correlation = MathNet.Numerics.Statistics.Correlation.PearsonMatrix(series);
        Assert.InRange(correlation.ConditionNumber(), 22_000, 24_000);
    }

    private static CsvTable Read(string text) => CsvTable.Read(new StringReader(text), "file");

    private static void Says<TException>(string expected, Action action)
        where TException : Exception => Assert.Contains(expected, Assert.Throws<TException>(action).Message);
}
