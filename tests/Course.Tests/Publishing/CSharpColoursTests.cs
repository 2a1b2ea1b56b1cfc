using AngleSharp.Html.Parser;
using Course.Publishing;

namespace Course.Tests.Publishing;

public sealed class CSharpColoursTests
{
    [Theory]
    [InlineData("#!time\nvar net = Network.Mlp<float>([784, 10], \"a < b\"); // build & run\nnet")]
    [InlineData("record Point(double X);\r\n$\"{x:F2} and \\\"{y}\\\"\"")]
    [InlineData("this is ( not C# <at all")]
    [InlineData("")]
    public void The_text_of_the_code_is_kept_to_the_letter(string code) =>
        Assert.Equal(code.Replace("\r\n", "\n"), new HtmlParser().ParseDocument($"<pre>{CSharpColours.ToHtml(code)}</pre>").QuerySelector("pre")!.TextContent);

    [Theory]
    [InlineData("return 1;", "return", "k")]
    [InlineData("var x = 1;", "var", "k")]
    [InlineData("var x = 1.5e3;", "1.5e3", "n")]
    [InlineData("var x = \"text\";", "&quot;text&quot;", "s")]
    [InlineData("// why", "// why", "c")]
    [InlineData("#r \"a.dll\"", "#r &quot;a.dll&quot;", "d")]
    [InlineData("Math.Sqrt(2)", "Math", "t")]
    [InlineData("Math.Sqrt(2)", "Sqrt", "f")]
    [InlineData("new List<Point>()", "Point", "t")]
    public void Every_kind_of_token_gets_its_class(string code, string token, string colour) =>
        Assert.Contains($"<span class=\"{colour}\">{token}</span>", CSharpColours.ToHtml(code));
}
