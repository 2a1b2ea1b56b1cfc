using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>The message contents for what a session puts out.</summary>
internal static class Contents
{
    /// <summary>The iopub message for an output.</summary>
    public static (string Type, JsonObject Content) Of(CellOutput output) => output switch
    {
        StreamOutput stream => ("stream", new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text }),
        DisplayOutput { Update: true } display => ("update_display_data", Display(display)),
        DisplayOutput display => ("display_data", Display(display)),
        ResultOutput result => ("execute_result", new JsonObject
        {
            ["execution_count"] = result.ExecutionCount,
            ["data"] = result.Data.ToJson(),
            ["metadata"] = result.Metadata.DeepClone(),
        }),
        ErrorOutput error => ("error", Error(error.Name, error.Value, error.Traceback)),
        ClearOutput clear => ("clear_output", new JsonObject { ["wait"] = clear.Wait }),
        _ => throw new ArgumentException($"{output.GetType()} has no Jupyter message.", nameof(output)),
    };

    /// <summary>The answer to a user expression.</summary>
    public static JsonObject Of(ExpressionResult answer) => answer.Error is { } error
        ? Failure(error)
        : new JsonObject { ["status"] = "ok", ["data"] = answer.Data?.ToJson() ?? [], ["metadata"] = new JsonObject() };

    /// <summary>A reply that reports a cell's error.</summary>
    public static JsonObject Failure(ErrorOutput error) => Failed(Error(error.Name, error.Value, error.Traceback));

    /// <summary>A reply that reports a request the kernel could not answer.</summary>
    public static JsonObject Failure(Exception e) => Failed(Error(e.GetType().Name, e.Message, e.ToString().Split('\n')));

    private static JsonObject Failed(JsonObject error)
    {
        error["status"] = "error";
        return error;
    }

    private static JsonObject Error(string name, string value, IEnumerable<string> traceback) => new()
    {
        ["ename"] = name,
        ["evalue"] = value,
        ["traceback"] = new JsonArray([.. traceback]),
    };

    private static JsonObject Display(DisplayOutput display) => new()
    {
        ["data"] = display.Data.ToJson(),
        ["metadata"] = display.Metadata.DeepClone(),
        ["transient"] = display.DisplayId is { } id ? new JsonObject { ["display_id"] = id } : new JsonObject(),
    };
}
