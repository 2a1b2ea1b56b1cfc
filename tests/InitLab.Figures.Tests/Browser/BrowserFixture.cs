using InitLab.Figures.Html;
using Microsoft.Playwright;
using Xunit;

namespace InitLab.Figures.Tests.Browser;

/// <summary>One headless Chromium for all tests of a class, with a page for each width that has loaded plotly.js once.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly Dictionary<int, IPage> pages = [];
    private readonly List<string> complaints = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Plotly.Missing is not null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Plotly.Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>What the console has said since the last figure was shown.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Shows a figure's fragment alone on a page of this width and waits until it is drawn.</summary>
    public async Task<IPage> ShowAsync(Figure figure, int width = 1200)
    {
        if (!pages.TryGetValue(width, out var page))
            pages[width] = page = await LoadAsync(width);
        complaints.Clear();
        await page.SetViewportSizeAsync(width, 800);
        await page.EvaluateAsync(
            "async html => { document.documentElement.setAttribute('data-theme', 'light'); document.body.innerHTML = html; InitLabFigures.figures.length = 0; InitLabFigures.draw('shown'); await InitLabFigures.figures[0].ready; }",
            figure.ToHtmlFragment("shown"));
        return page;
    }

    /// <summary>Opens a page from a file.</summary>
    public async Task<IPage> OpenAsync(string file, ColorScheme scheme)
    {
        var page = await browser!.NewPageAsync(new() { ColorScheme = scheme });
        complaints.Clear();
        Listen(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    private async Task<IPage> LoadAsync(int width)
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        await page.SetContentAsync($"<!DOCTYPE html><html lang=en><head><style>body {{ margin: 12px }} {HtmlFragment.StyleSheet}</style></head><body></body></html>");
        await page.AddScriptTagAsync(new() { Path = Plotly.Path });
        await page.AddScriptTagAsync(new() { Content = HtmlFragment.Script });
        Listen(page);
        return page;
    }

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }
}
