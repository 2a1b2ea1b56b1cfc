using Course.Chapters;

namespace Course.Running;

/// <summary>Shows a run as it goes. Members may be called from several threads.</summary>
public interface IRunDisplay
{
    /// <summary>A chapter moved on.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="message">How far it is.</param>
    void Progress(Chapter chapter, WorkerMessage message);

    /// <summary>A chapter ended.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="result">What it came to.</param>
    void Finished(Chapter chapter, ChapterResult result);
}
