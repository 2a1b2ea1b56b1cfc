using System.Text.Json.Nodes;
using Course.Notebooks;
using CSharpKernel;

namespace Course.Running;

/// <summary>Folds what a session sends into the outputs that a notebook stores.</summary>
public sealed class OutputRecorder
{
    private readonly List<Output> outputs = [];
    private readonly Dictionary<string, int> displays = [];
    private bool clearBeforeNext;

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<Output> Outputs => outputs;

    /// <summary>Takes one message of the session. The session sends them one after another.</summary>
    /// <param name="sent">The message.</param>
    public void Take(CellOutput sent)
    {
        if (sent is ClearOutput clear)
        {
            clearBeforeNext = clear.Wait;
            if (!clear.Wait)
                Clear();
            return;
        }
        if (clearBeforeNext)
            Clear();
        switch (sent)
        {
            case StreamOutput stream: Print(stream); break;
            case DisplayOutput display: Display(display); break;
            case ResultOutput result: outputs.Add(new Bundle(Members(result.Data), (JsonObject)result.Metadata.DeepClone(), IsResult: true)); break;
            case ErrorOutput error: outputs.Add(new Failure(error.Name, error.Value, error.Traceback)); break;
        }
    }

    private void Clear()
    {
        clearBeforeNext = false;
        outputs.Clear();
        displays.Clear();
    }

    private void Print(StreamOutput stream)
    {
        if (outputs.LastOrDefault() is StreamText last && last.Name == stream.Name)
            outputs[^1] = last with { Text = last.Text + stream.Text };
        else
            outputs.Add(new StreamText(stream.Name, stream.Text));
    }

    private void Display(DisplayOutput display)
    {
        var bundle = new Bundle(Members(display.Data), (JsonObject)display.Metadata.DeepClone(), IsResult: false);
        if (display is { Update: true, DisplayId: { } shown } && displays.TryGetValue(shown, out var at))
        {
            outputs[at] = bundle;
            return;
        }
        if (display.DisplayId is { } id)
            displays[id] = outputs.Count;
        outputs.Add(bundle);
    }

    private static JsonObject Members(MimeBundle data) => new(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value.DeepClone())));
}
