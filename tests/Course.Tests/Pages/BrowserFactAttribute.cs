using Course.Drawing;

namespace Course.Tests.Pages;

/// <summary>A test that needs an installed Chromium, and says so where there is none.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Reason;

    public static string? Reason => Chromium.Find() is null ? "no Chromium is installed" : null;
}

/// <summary>The same for a test with cases.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserFactAttribute.Reason;
}
