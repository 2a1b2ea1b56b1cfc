namespace Course;

/// <summary>A failure that the reader can act on: its message says what was expected, what came, and the likely remedy. It is shown without a stack trace.</summary>
/// <param name="message">One clear sentence or two.</param>
/// <param name="inner">The cause, shown only with <c>--verbose</c>.</param>
public sealed class CourseException(string message, Exception? inner = null) : Exception(message, inner);
