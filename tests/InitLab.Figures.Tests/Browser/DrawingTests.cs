using Microsoft.Playwright;
using Xunit;

namespace InitLab.Figures.Tests.Browser;

public class DrawingTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly double[] X = [0, 1, 2, 3];
    private static readonly double[] Y = [1, 3, 2, 4];

    [BrowserTheory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public async Task Every_figure_is_drawn_without_a_word_on_the_console(string name)
    {
        var page = await browser.ShowAsync(Gallery.Figures[name]());
        Assert.Empty(browser.Complaints);
        Assert.NotEqual(0, await page.Locator(".il-plot .main-svg").CountAsync());
    }

    [BrowserTheory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public async Task Plotly_s_own_schema_accepts_every_figure(string name)
    {
        var page = await browser.ShowAsync(Gallery.Figures["family"]());
        var json = Gallery.Figures[name]().ToPlotlyJson().ToJsonString();
        // Plotly.validate knows neither a trace's colour axis nor the arguments of a slider's step.
        var faults = await page.EvaluateAsync<string[]>(
            "text => { const f = JSON.parse(text); f.data.forEach(t => delete t.coloraxis); return (Plotly.validate(f.data, f.layout) || []).filter(e => e.code !== 'unused' && e.code !== 'invisible' && !e.astr.includes('.args') && !e.astr.startsWith('coloraxis')).map(e => e.msg); }", json);
        Assert.Empty(faults);
    }

    [BrowserTheory]
    [InlineData("line", ".scatterlayer .js-line", 1)]
    [InlineData("points", ".scatterlayer .point", 4)]
    [InlineData("errors", ".scatterlayer .yerror", 4)]
    [InlineData("band", ".scatterlayer .js-fill", 1)]
    [InlineData("bars", ".barlayer .point", 4)]
    [InlineData("histogram", ".barlayer .point", 5)]
    [InlineData("box", ".boxlayer path.box", 1)]
    [InlineData("heat map", ".heatmaplayer image", 1)]
    [InlineData("contour", ".contourlayer .contourfill path", 4)]
    [InlineData("rule", ".shapelayer path", 2)]
    [InlineData("text", ".annotation", 1)]
    [InlineData("arrows", ".scatterlayer .point", 4)]
    public async Task Each_mark_leaves_its_elements_in_the_drawing(string mark, string selector, int least)
    {
        var page = await browser.ShowAsync(One(mark));
        Assert.Empty(browser.Complaints);
        Assert.InRange(await page.Locator(".il-plot " + selector).CountAsync(), least, int.MaxValue);
    }

    [BrowserTheory]
    [InlineData(1200)]
    [InlineData(400)]
    public async Task Neither_title_nor_legend_nor_panel_overlaps_another_or_leaves_the_page(int width)
    {
        foreach (var (name, figure) in Gallery.Figures)
        {
            var page = await browser.ShowAsync(figure(), width);
            var faults = await page.EvaluateAsync<string[]>(Overlaps);
            Assert.True(faults.Length == 0, $"{name} at {width} px: {string.Join("; ", faults)}");
        }
    }

    [BrowserFact]
    public async Task The_slider_moves_through_the_frames_by_keyboard()
    {
        var slider = Slider.Of("a", new[] { 1.0, 2.0, 3.0 }, a => Chart.Of("x", "y").Line(X, Y.Select(y => a * y)));
        var page = await browser.ShowAsync(slider);
        Assert.Equal(4, await TopAsync(page));
        await page.FocusAsync("input[type=range]");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("() => Math.max(...document.querySelector('.il-plot').data[0].y) === 12");
        Assert.Equal("3", await page.TextContentAsync("output"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Plotly_s_own_slider_moves_through_the_frames_of_the_notebook_s_json()
    {
        var slider = Slider.Of("a", new[] { 1.0, 2.0, 3.0 }, a => Chart.Of("x", "y").Line(X, Y.Select(y => a * y)));
        var page = await browser.ShowAsync(Gallery.Figures["family"]());
        await page.EvaluateAsync(
            "async text => { const f = JSON.parse(text); const div = document.createElement('div'); div.id = 'raw'; document.body.append(div); await Plotly.newPlot(div, f.data, f.layout, f.config); await Plotly.addFrames(div, f.frames); }",
            slider.ToPlotlyJson().ToJsonString());
        await page.EvaluateAsync("() => { const step = document.getElementById('raw').layout.sliders[0].steps[2]; return Plotly.animate('raw', step.args[0], step.args[1]); }");
        Assert.Equal(12, await page.EvaluateAsync<double>("() => Math.max(...document.getElementById('raw').data[0].y)"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task The_theme_changes_at_run_time_with_the_page()
    {
        var page = await browser.ShowAsync(One("line"));
        Assert.Equal("rgb(255, 255, 255)", await PaperAsync(page));
        await page.EvaluateAsync("() => document.documentElement.setAttribute('data-theme', 'dark')");
        await page.WaitForFunctionAsync("() => document.querySelector('.il-plot')._fullLayout.paper_bgcolor === '#15181D'");
        Assert.Equal("rgb(21, 24, 29)", await PaperAsync(page));
        Assert.Equal(Figures.Themes.Palette.DarkSeries[0], await page.EvaluateAsync<string>("() => document.querySelector('.il-plot').data[0].line.color"));
    }

    [BrowserFact]
    public async Task A_figure_is_laid_out_anew_when_its_page_becomes_narrow()
    {
        var page = await browser.ShowAsync(Gallery.Figures["facets"]());
        Assert.Equal(1, await RowsAsync(page));
        await page.SetViewportSizeAsync(400, 800);
        await page.WaitForFunctionAsync("() => document.querySelector('.il-plot')._fullLayout.yaxis.domain[0] > 0.5");
        Assert.Equal(3, await RowsAsync(page));
    }

    [BrowserFact]
    public async Task A_saved_page_draws_its_figure_in_the_reader_s_theme()
    {
        var folder = Directory.CreateTempSubdirectory("figure-page");
        var file = Path.Combine(folder.FullName, "made", "figure.html");
        Gallery.Figures["slider"]().SaveHtmlPage(file, new Uri(Plotly.Path).AbsoluteUri);
        var page = await browser.OpenAsync(file, ColorScheme.Dark);
        await page.WaitForSelectorAsync("[data-drawn]");
        Assert.Equal("rgb(21, 24, 29)", await PaperAsync(page));
        Assert.Empty(browser.Complaints);
        await page.CloseAsync();
        folder.Delete(recursive: true);
    }

    private static Chart One(string mark)
    {
        var chart = Chart.Of("x", "y");
        return mark switch
        {
            "line" => chart.Line(X, Y),
            "points" => chart.Points(X, Y),
            "errors" => chart.PointsWithErrors(X, Y, [0.1, 0.2, 0.3, 0.4]),
            "band" => chart.Band(X, Y, Y.Select(y => y + 1)),
            "bars" => chart.Bars(["a", "b", "c", "d"], Y),
            "histogram" => chart.Histogram(Y, bins: new Bins { Count = 5 }),
            "box" => chart.Box("a", Y),
            "heat map" => chart.HeatMap(X, X, (x, y) => x * y),
            "contour" => chart.Contour(X, X, (x, y) => x * y),
            "rule" => chart.Line(X, Y).HorizontalRule(2, "two").VerticalRule(1),
            "text" => chart.Line(X, Y).Callout(1, 3, "peak"),
            "arrows" => chart.Arrows(X, Y, Y, X),
            _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "There is no such mark."),
        };
    }

    private const string Overlaps = """
        () => {
          const faults = [];
          const box = e => e.getBoundingClientRect();
          const plot = box(document.querySelector('.il-plot'));
          const shown = s => [...document.querySelectorAll('.il-plot ' + s)].filter(e => box(e).width > 0 && box(e).height > 0);
          const inside = (what, e) => { const b = box(e); if (b.left < plot.left - 1 || b.right > plot.right + 1 || b.top < plot.top - 1 || b.bottom > plot.bottom + 1) faults.push(what + ' is clipped: ' + e.textContent + JSON.stringify([b.left - plot.left, b.top - plot.top, b.right - plot.right, b.bottom - plot.bottom])); };
          const apart = (a, b, what) => { const p = box(a), q = box(b); if (p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1) faults.push(what + ': ' + a.textContent + ' | ' + b.textContent); };
          const titles = shown('.gtitle'), legends = shown('.legend'), panels = shown('.draglayer .nsewdrag'), axisTitles = shown('.infolayer text[class*=title]:not(.gtitle), .cbtitle text');
          if (panels.length === 0 || axisTitles.length < 2) faults.push('nothing to compare: the selectors find no panel or no axis title');
          titles.forEach(t => inside('title', t));
          legends.forEach(l => inside('legend', l));
          axisTitles.forEach(t => inside('axis title', t));
          titles.forEach(t => legends.forEach(l => apart(t, l, 'title and legend')));
          panels.forEach(p => { titles.forEach(t => apart(t, p, 'title and panel')); legends.forEach(l => apart(l, p, 'legend and panel')); });
          axisTitles.forEach((t, i) => axisTitles.slice(i + 1).forEach(o => apart(t, o, 'axis titles')));
          return faults;
        }
        """;

    private static Task<double> TopAsync(IPage page) => page.EvaluateAsync<double>("() => Math.max(...document.querySelector('.il-plot').data[0].y)");

    private static Task<string> PaperAsync(IPage page) => page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.il-plot .main-svg')).backgroundColor");

    private static Task<int> RowsAsync(IPage page) => page.EvaluateAsync<int>(
        "() => new Set(['yaxis', 'yaxis2', 'yaxis3'].map(name => document.querySelector('.il-plot')._fullLayout[name].domain[0])).size");
}
