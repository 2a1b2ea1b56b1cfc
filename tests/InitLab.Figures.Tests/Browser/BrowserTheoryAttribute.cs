using Xunit;

namespace InitLab.Figures.Tests.Browser;

/// <summary>A theory that needs a browser and plotly.js, and is skipped, saying so, where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Plotly.Missing;
}

/// <summary>A fact that needs a browser and plotly.js, and is skipped, saying so, where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Plotly.Missing;
}
