namespace CSharpKernel.Scripting;

/// <summary>What every cell sees from the start.</summary>
internal static class DefaultImports
{
    public static IReadOnlyList<string> Namespaces { get; } =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
        "System.Text", "System.Threading", "System.Threading.Tasks", "Microsoft.DotNet.Interactive.Formatting",
        "CSharpKernel.Functions", "CSharpKernel.Functions.NotebookFunctions",
    ];

    /// <summary>The kernel's own functions, the formatting package and the HTML interface that it builds on.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
    [
        typeof(Session).Assembly.Location,
        typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location,
        typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location,
    ];
}
