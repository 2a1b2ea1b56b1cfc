using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Tests.Notebooks;

public sealed class ClaimTests
{
    [Fact]
    public void Every_member_is_read()
    {
        var claim = Claim.Read(JsonNode.Parse("""{"id": "01.1", "statement": "q halves", "predicted": 0.5, "measured": 0.51, "standardError": 0.01, "z": 1, "comparisons": 3, "confidence": 0.99, "holds": true}""")!);
        Assert.Equal(new Claim("01.1", "q halves", 0.5, 0.51, 0.01, 1, 3, 0.99, true), claim);
    }

    [Fact]
    public void Numbers_may_be_missing_or_infinite()
    {
        var claim = Claim.Read(JsonNode.Parse("""{"id": "01.1", "statement": "it fails", "z": "Infinity", "predicted": null, "holds": false}""")!);
        Assert.Equal((double.PositiveInfinity, null, false), (claim.Z, claim.Predicted, claim.Holds));
    }

    [Theory]
    [InlineData("""{"id": "x", "statement": "no verdict"}""")]
    [InlineData("""{"id": "x", "statement": "s", "holds": "perhaps"}""")]
    [InlineData("[1]")]
    public void What_is_not_a_claim_is_refused(string json) => Assert.Throws<CourseException>(() => Claim.Read(JsonNode.Parse(json)!));
}
