using Course.Notebooks;
using Course.Running;
using CSharpKernel;

namespace Course.Tests.Running;

public sealed class OutputRecorderTests
{
    private readonly OutputRecorder recorder = new();

    [Fact]
    public void Neighbouring_text_of_one_stream_becomes_one_output()
    {
        Take(new StreamOutput("stdout", "a"), new StreamOutput("stdout", "b\n"), new StreamOutput("stderr", "c"), new StreamOutput("stdout", "d"));
        Assert.Equal([new StreamText("stdout", "ab\n"), new StreamText("stderr", "c"), new StreamText("stdout", "d")], recorder.Outputs);
    }

    [Fact]
    public void An_update_replaces_the_display_of_its_name_where_it_stands()
    {
        Take(Shown("bar", "10 %"), new StreamOutput("stdout", "x"), Shown("bar", "100 %", update: true));
        Assert.Equal("100 %", Assert.IsType<Bundle>(recorder.Outputs[0]).Text(Mime.Text));
        Assert.Equal(2, recorder.Outputs.Count);
    }

    [Fact]
    public void Clearing_removes_what_was_shown_at_once_or_with_the_next_output()
    {
        Take(new StreamOutput("stdout", "a"), new ClearOutput(Wait: false));
        Assert.Empty(recorder.Outputs);
        Take(new StreamOutput("stdout", "b"), new ClearOutput(Wait: true));
        Assert.Single(recorder.Outputs);
        Take(new StreamOutput("stdout", "c"));
        Assert.Equal([new StreamText("stdout", "c")], recorder.Outputs);
    }

    [Fact]
    public void A_result_and_an_error_keep_what_the_notebook_stores()
    {
        Take(new ResultOutput(MimeBundle.Plain("7"), [], 1), new ErrorOutput("E", "m", ["line"]));
        Assert.True(Assert.IsType<Bundle>(recorder.Outputs[0]).IsResult);
        Assert.Equal(["line"], Assert.IsType<Failure>(recorder.Outputs[1]).Traceback);
    }

    private static DisplayOutput Shown(string id, string text, bool update = false) => new(MimeBundle.Plain(text), [], id, update);

    private void Take(params CellOutput[] sent)
    {
        foreach (var output in sent)
            recorder.Take(output);
    }
}
