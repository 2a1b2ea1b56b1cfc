using System.Globalization;
using InitLab.Primitives;

namespace InitLab.Notebooks.Predictions;

/// <summary>Asks a learner to commit to an expectation before the next cell shows what happens.</summary>
/// <remarks>
/// The learner puts a guess in place of null and runs the cell; it can be changed until the cell that calls <see cref="Reveal(string, double)"/>
/// has run. When nobody is there to answer, the cell says so, nothing is stored, and the run goes on.
/// </remarks>
public static class Predict
{
    /// <summary>Asks for a number.</summary>
    /// <param name="id">The prediction's name, unique in the course: "01.1".</param>
    /// <param name="question">What is asked.</param>
    /// <param name="guess">The learner's answer; null until given.</param>
    public static PredictionCard Number(string id, string question, double? guess = null) =>
        Ask(id, question, guess is { } value ? [value] : null, values => Text(values[0]));

    /// <summary>Asks to choose.</summary>
    /// <param name="id">The prediction's name.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="options">The choices.</param>
    /// <param name="guess">The chosen text; null until given.</param>
    /// <exception cref="ArgumentException">The guess is none of the options.</exception>
    public static PredictionCard Choice(string id, string question, IReadOnlyList<string> options, string? guess = null)
    {
        int chosen = guess is null ? -1 : options.ToList().IndexOf(guess);
        Check.That(guess is null || chosen >= 0, $"guess must be one of {string.Join(", ", options.Select(option => $"\"{option}\""))}, got \"{guess}\".");
        return Ask(id, $"{question} ({string.Join(" / ", options)})", guess is null ? null : [chosen], values => options[(int)values[0]]);
    }

    /// <summary>Asks for the heights of a curve at given places.</summary>
    /// <param name="id">The prediction's name.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="at">The places.</param>
    /// <param name="guess">A height for each place; null until given.</param>
    /// <exception cref="ArgumentException">There is not one height a place.</exception>
    public static PredictionCard Curve(string id, string question, IReadOnlyList<double> at, IReadOnlyList<double>? guess = null)
    {
        Check.That(guess is null || guess.Count == at.Count, $"guess must have {at.Count} heights, one for each of {string.Join(", ", at.Select(Text))}, got {guess?.Count ?? 0}.");
        return Ask(id, $"{question} (at {string.Join(", ", at.Select(Text))})", guess is null ? null : [.. guess], values => string.Join(", ", values.Select(Text)));
    }

    /// <summary>Seals a guess and sets it beside what was found.</summary>
    public static PredictionCard Reveal(string id, double answer) => Reveal(id, [answer]);

    /// <summary>Seals a guess and sets it beside what was found.</summary>
    public static PredictionCard Reveal(string id, double[] answer)
    {
        string found = string.Join(", ", answer.Select(Text));
        if (Door.IsHeadless) return new PredictionCard(id, "Your prediction", $"Measured: {found}. No guess was recorded: this run had no one to ask.");
        Prediction? prediction = PredictionStore.Default.Reveal(id, answer);
        return new PredictionCard(id, "Your prediction", prediction is null
            ? $"Measured: {found}. You made no guess; the next one is more fun if you do."
            : $"You said {string.Join(", ", prediction.Guess.Select(Text))}; measured: {found}. {Closeness(prediction.Guess, answer)}");
    }

    private static PredictionCard Ask(string id, string question, double[]? guess, Func<double[], string> text)
    {
        if (Door.IsHeadless) return new PredictionCard(id, question, "Decide before you read on. In the notebook, put your guess in place of null; this run had no one to ask.");
        Prediction? kept = guess is null ? PredictionStore.Default.All.GetValueOrDefault(id) : PredictionStore.Default.Guess(id, question, guess);
        return new PredictionCard(id, question, kept switch
        {
            null => "Put your guess in place of null and run the cell again, before you go on.",
            { IsSealed: true } => $"Sealed: you said {text(kept.Guess)} before the answer was shown.",
            _ => $"Noted: {text(kept.Guess)}. You can change it until you run the cell that tells.",
        });
    }

    private static string Closeness(double[] guess, double[] answer)
    {
        if (guess.Length != 1 || answer.Length != 1) return "";
        double factor = guess[0] / answer[0];
        return !(factor > 0) || !double.IsFinite(factor) ? ""
            : Math.Abs(factor - 1) <= 0.1 ? "Within ten per cent."
            : string.Create(CultureInfo.InvariantCulture, $"Off by a factor of {(factor > 1 ? factor : 1 / factor):G3}.");
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
