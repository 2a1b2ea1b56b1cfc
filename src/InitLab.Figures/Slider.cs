using System.Globalization;

namespace InitLab.Figures;

/// <summary>
/// A figure for each value of a parameter, moved through with a slider. All frames are stored, so that it moves without a kernel; axes keep
/// the limits that hold every frame.
/// </summary>
public sealed record Slider : Figure
{
    private readonly IReadOnlyList<Figure> frames;

    private Slider(string parameter, IReadOnlyList<string> labels, IReadOnlyList<Figure> frames) =>
        (Parameter, Labels, this.frames) = (parameter, labels, frames);

    /// <summary>The name of the parameter.</summary>
    public string Parameter { get; }

    /// <summary>The parameter's values, as text.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The frame shown first.</summary>
    public int Start { get; private init; }

    internal override string Kind => "Slider";

    internal override IReadOnlyList<Chart> Charts => frames[Start].Charts;

    internal override IReadOnlyList<Figure> Frames => frames;

    /// <summary>One figure for each value.</summary>
    /// <param name="parameter">The parameter's name, such as <c>sigma_w</c>.</param>
    /// <param name="values">Its values, in the order of the slider.</param>
    /// <param name="figure">The figure at a value: a chart or facets, with the same panels and marks at every value.</param>
    /// <exception cref="ArgumentException">There is no value, or the figures are not of one kind with one number of panels.</exception>
    public static Slider Of<T>(string parameter, IEnumerable<T> values, Func<T, Figure> figure)
    {
        var all = values.ToArray();
        if (all.Length == 0)
            throw new ArgumentException("values is empty: a slider needs at least one value.", nameof(values));
        var labels = all.Select(value => Text(value)).ToArray();
        var frames = all.Select(figure).ToArray();
        for (var i = 0; i < frames.Length; i++)
            Compare(frames[0], frames[i], $"{parameter} = {labels[i]}");
        return new Slider(parameter, labels, frames) { Title = frames[0].Title, Width = frames[0].Width, Height = frames[0].Height };
    }

    /// <summary>The same slider, opening at the frame of this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    public Slider StartAt(int index) => index >= 0 && index < frames.Count
        ? this with { Start = index }
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The slider has {frames.Count} frames, 0 to {frames.Count - 1}.");

    private static void Compare(Figure first, Figure other, string place)
    {
        if (other is Slider)
            throw new ArgumentException($"The figure at {place} is itself a slider: a slider moves charts or facets.");
        if (other.Charts.Count != first.Charts.Count)
            throw new ArgumentException($"The figure at {place} has {other.Charts.Count} panels but the first has {first.Charts.Count}: every frame needs the same panels.");
    }

    private static string Text<T>(T value) => value switch
    {
        double or float or Half or decimal => ((IFormattable)value).ToString("G4", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
