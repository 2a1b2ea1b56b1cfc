namespace CSharpKernel;

/// <summary>What could stand at the cursor.</summary>
/// <param name="Items">The proposals, best first; all replace the text from <paramref name="Start"/> to <paramref name="End"/>.</param>
/// <param name="Start">Where the replaced text starts, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
public sealed record CompletionResult(IReadOnlyList<CompletionItem> Items, int Start, int End);

/// <summary>One proposal.</summary>
/// <param name="Text">What to insert.</param>
/// <param name="Kind">What it names: "keyword", "method", "property", "class", "namespace", "magic", "path" and so on.</param>
/// <param name="Signature">Its declaration, or an empty string.</param>
public sealed record CompletionItem(string Text, string Kind, string Signature);

/// <summary>What is known of the name at the cursor.</summary>
/// <param name="Found">True if there is something to tell.</param>
/// <param name="Data">The declaration and its documentation as text/plain and text/markdown; empty if nothing was found.</param>
public sealed record InspectionResult(bool Found, MimeBundle Data);

/// <summary>Whether code can be run as it stands.</summary>
public enum Completeness
{
    /// <summary>It is a whole cell.</summary>
    Complete,

    /// <summary>More is needed, such as a closing brace.</summary>
    Incomplete,

    /// <summary>Nothing that follows could make it a cell.</summary>
    Invalid,
}

/// <summary>Whether code can be run as it stands.</summary>
/// <param name="Status">Complete, incomplete or invalid.</param>
/// <param name="Indent">For incomplete code, the white space with which the next line should start.</param>
public sealed record CompletenessResult(Completeness Status, string Indent);
