using System.Net;
using InitLab.Figures.Themes;

namespace InitLab.Figures.Html;

/// <summary>A page of its own for one figure.</summary>
public static class HtmlPage
{
    /// <summary>Where plotly.js can be had over the network.</summary>
    public const string PublicPlotly = "https://cdn.jsdelivr.net/npm/plotly.js-dist-min@4.1.2/plotly.min.js";

    internal static string Write(Figure figure, string plotly)
    {
        if (string.IsNullOrWhiteSpace(plotly))
            throw new ArgumentException("plotly is empty: give the URL of plotly.js, or its path as the page will see it.", nameof(plotly));
        var title = WebUtility.HtmlEncode(figure.Title.Length > 0 ? figure.Title : "Figure");
        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}</title>
            <script src="{{WebUtility.HtmlEncode(plotly)}}"></script>
            <script>{{HtmlFragment.Script}}</script>
            <style>
            body { margin: 0 auto; padding: 12px; max-width: 1200px; background: {{Template.Background(Theme.Light)}}; color: {{Template.Text(Theme.Light)}}; }
            [data-theme="dark"] body { background: {{Template.Background(Theme.Dark)}}; color: {{Template.Text(Theme.Dark)}}; }
            {{HtmlFragment.StyleSheet}}
            </style>
            </head>
            <body>
            <script>InitLabFigures.followSystem()</script>
            {{figure.ToHtmlFragment("figure")}}
            </body>
            </html>

            """;
    }

    internal static void Save(Figure figure, string path, string plotly)
    {
        var page = Write(figure, plotly);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(path, page);
    }
}
