namespace CSharpKernel.Functions;

/// <summary>Text that already is in the form in which it is to be shown.</summary>
/// <param name="MimeType">The form, such as text/latex.</param>
/// <param name="Text">The text; it is also shown as text/plain.</param>
public sealed record FormattedText(string MimeType, string Text)
{
    /// <summary>The text itself.</summary>
    public override string ToString() => Text;
}
