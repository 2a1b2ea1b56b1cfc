using System.Security.Cryptography;
using InitLab.Figures;
using InitLab.Figures.Html;

namespace InitLab.Notebooks;

/// <summary>A figure as HTML for a front end that does not know Plotly's MIME type: classic Notebook, JupyterLab without extensions, nbconvert.</summary>
/// <remarks>
/// The first figure of a kernel brings plotly.js with it where the course has fetched it, so that no network is needed; a page that has it neither from
/// there nor from an earlier figure loads the published copy. Figures that come before plotly.js wait for it.
/// </remarks>
internal static class LiveFigure
{
    private static int s_bundled;

    // Function scope keeps the library from mistaking a page's module loader for its own.
    private const string BundleStart = "<script>if (!window.Plotly) (function (module, exports, define) {", BundleEnd = "\n})();</script>";

    public static string Html(Figure figure)
    {
        string id = "initlab-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return Bundle() + Loader + figure.ToHtmlFragment(id);
    }

    private static string Loader => $$"""
        <style>{{HtmlFragment.StyleSheet}}</style>
        <script>
        window.InitLabFigures = window.InitLabFigures || { waiting: [], draw: function (id) { this.waiting.push(id); } };
        (function () {
          function start() {
            if (!window.InitLabFigures.waiting) return;
            var waiting = window.InitLabFigures.waiting;
            {{HtmlFragment.Script}}
            window.InitLabFigures = InitLabFigures;
            waiting.forEach(function (id) { InitLabFigures.draw(id); });
          }
          if (window.Plotly) return start();
          var script = document.createElement("script");
          script.src = "{{HtmlPage.PublicPlotly}}";
          script.onload = start;
          document.head.appendChild(script);
        })();
        </script>

        """;

    private static string Bundle()
    {
        if (Interlocked.Exchange(ref s_bundled, 1) == 1 || Fetched() is not { } path) return "";
        return BundleStart + File.ReadAllText(path) + BundleEnd;
    }

    // Where the course command keeps what it fetched: artifacts/web, above this library's own folder.
    private static string? Fetched()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string web = Path.Combine(folder.FullName, "artifacts", "web");
            if (Directory.Exists(web)) return Directory.EnumerateFiles(web, "plotly.min.js", SearchOption.AllDirectories).FirstOrDefault();
        }
        return null;
    }
}
