using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>Answers what an editor asks about code: completion, inspection, completeness.</summary>
internal sealed class AssistanceRequests(Session session)
{
    public JsonObject Complete(Request request)
    {
        var code = request.Text("code");
        var cursor = CodePoints.ToUtf16(code, request.Number("cursor_pos") ?? int.MaxValue);
        var completion = session.CompleteAsync(code, cursor).GetAwaiter().GetResult();
        var start = CodePoints.FromUtf16(code, completion.Start);
        var end = CodePoints.FromUtf16(code, completion.End);
        return new JsonObject
        {
            ["matches"] = new JsonArray([.. completion.Items.Select(item => item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. completion.Items.Select(item => Typed(item, start, end))]),
            },
        };
    }

    public JsonObject Inspect(Request request)
    {
        var code = request.Text("code");
        var cursor = CodePoints.ToUtf16(code, request.Number("cursor_pos") ?? int.MaxValue);
        var inspection = session.InspectAsync(code, cursor, request.Number("detail_level") ?? 0).GetAwaiter().GetResult();
        return new JsonObject { ["found"] = inspection.Found, ["data"] = inspection.Data.ToJson(), ["metadata"] = new JsonObject() };
    }

    public JsonObject IsComplete(Request request)
    {
        var answer = session.IsComplete(request.Text("code"));
        var content = new JsonObject { ["status"] = answer.Status.ToString().ToLowerInvariant() };
        if (answer.Status == Completeness.Incomplete)
            content["indent"] = answer.Indent;
        return content;
    }

    private static JsonObject Typed(CompletionItem item, int start, int end) => new()
    {
        ["start"] = start,
        ["end"] = end,
        ["text"] = item.Text,
        ["type"] = item.Kind,
        ["signature"] = item.Signature,
    };
}
