using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CSharpKernel.Jupyter;

/// <summary>A cell that is a name and a question mark, such as <c>Math.Sqrt?</c>, asks the front end's pager for documentation.</summary>
/// <remarks>No C# ends so. Two question marks ask for the remarks, parameters and exceptions too.</remarks>
internal static partial class HelpQuestion
{
    /// <summary>Whether the cell is such a question, and about what.</summary>
    public static bool TryParse(string code, out string name, out int detail)
    {
        var match = Question().Match(code);
        name = match.Groups["name"].Value;
        detail = match.Groups["mark"].Length - 1;
        return match.Success;
    }

    /// <summary>The payload of the reply; empty where nothing is known of the name.</summary>
    public static JsonArray Payload(InspectionResult inspection) => inspection.Found
        ? [new JsonObject { ["source"] = "page", ["data"] = inspection.Data.ToJson(), ["start"] = 0 }]
        : [];

    [GeneratedRegex(@"^\s*(?<name>[\p{L}_@][\p{L}\p{N}_.@]*)(?<mark>\?{1,2})\s*$")]
    private static partial Regex Question();
}
