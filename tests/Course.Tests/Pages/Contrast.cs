namespace Course.Tests.Pages;

/// <summary>Measures the contrast of all text on a page by the formula of WCAG 2.2 (relative luminance, success criterion 1.4.3).</summary>
internal static class Contrast
{
    /// <summary>Returns each text whose contrast is below 4.5 to 1, or below 3 to 1 when it is large.</summary>
    public const string Script = """
        () => {
          const parse = (text) => {
            const numbers = text.match(/[\d.]+/g).map(Number);
            return text.startsWith('color(srgb') ? [...numbers.slice(0, 3).map((x) => x * 255), numbers[3] ?? 1] : [...numbers.slice(0, 3), numbers[3] ?? 1];
          };
          const luminance = (rgb) => {
            const [r, g, b] = rgb.slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
          const background = (element) => {
            const layers = [];
            for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
          };
          const failures = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || element.closest('script, noscript, svg, .visually-hidden, .katex-mathml, .skip, .modebar') || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            const below = background(element);
            const [a, b] = [luminance(over(parse(style.color), below)), luminance(below)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) failures.push(`${ratio.toFixed(2)}: ${element.className} "${node.data.trim().slice(0, 40)}"`);
          }
          return failures;
        }
        """;
}
