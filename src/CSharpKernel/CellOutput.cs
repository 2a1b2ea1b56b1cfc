using System.Text.Json.Nodes;

namespace CSharpKernel;

/// <summary>One thing that a cell put out; outputs arrive in the order in which the cell made them.</summary>
public abstract record CellOutput;

/// <summary>Text that the cell printed.</summary>
/// <param name="Name">"stdout" or "stderr".</param>
/// <param name="Text">The text; neighbouring writes may have been joined.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>A value that the cell displayed.</summary>
/// <param name="Data">The value's forms; text/plain is always among them.</param>
/// <param name="Metadata">Facts about the forms by MIME type, such as an image's width and height.</param>
/// <param name="DisplayId">Names the display so that it can be updated, or null.</param>
/// <param name="Update">True if this replaces what was shown under <paramref name="DisplayId"/> before.</param>
public sealed record DisplayOutput(MimeBundle Data, JsonObject Metadata, string? DisplayId = null, bool Update = false) : CellOutput;

/// <summary>The value of the cell's last expression.</summary>
/// <param name="Data">The value's forms; text/plain is always among them.</param>
/// <param name="Metadata">Facts about the forms by MIME type.</param>
/// <param name="ExecutionCount">The cell's number.</param>
public sealed record ResultOutput(MimeBundle Data, JsonObject Metadata, int ExecutionCount) : CellOutput;

/// <summary>Why the cell failed.</summary>
/// <param name="Name">The exception's type, the compiler's code (CS0103), or "Interrupted".</param>
/// <param name="Value">The message.</param>
/// <param name="Traceback">The lines to show, with cell, line and caret; plain text without colours.</param>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>The cell asks that its earlier outputs be removed.</summary>
/// <param name="Wait">True to remove them only once the next output arrives.</param>
public sealed record ClearOutput(bool Wait) : CellOutput;
