namespace InitLab.Notebooks.Predictions;

/// <summary>What a prediction cell shows.</summary>
/// <param name="Id">The prediction's name.</param>
/// <param name="Question">What is asked.</param>
/// <param name="State">What became of it so far.</param>
public sealed record PredictionCard(string Id, string Question, string State)
{
    /// <summary>The question and its state in one line.</summary>
    public override string ToString() => $"{Id} {Question} — {State}";
}
