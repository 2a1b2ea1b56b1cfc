"use strict";

// Draws figures when the reader comes near them. plotly.js, which is large, is loaded once and only then.
const figures = (() => {
  const root = document.documentElement;
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 40rem)");
  let library;

  function load() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root.dataset.plotly;
      if (root.dataset.plotlyIntegrity) {
        script.integrity = root.dataset.plotlyIntegrity;
        script.crossOrigin = root.dataset.plotlyCrossorigin;
      }
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("plotly.js could not be loaded"));
      document.head.append(script);
    });
    return library;
  }

  // A template holds every colour that depends on the theme but those of series.
  function template() {
    return window.figureThemes[dark() ? "dark" : "light"];
  }

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // A figure may bring a second layout for telephones.
  function layoutFor(figure) {
    const layout = { ...(narrow.matches && figure.narrow?.layout ? figure.narrow.layout : figure.layout), template: template(), autosize: true, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", modebar: { bgcolor: "rgba(0,0,0,0)" } };
    delete layout.width;
    if (layout.sliders) layout.height -= layout.meta?.sliderHeight ?? 0;
    // The page brings controls of its own, which the keyboard and a screen reader reach.
    delete layout.sliders;
    delete layout.updatemenus;
    return layout;
  }

  // The figure with its series in the page's theme. Plotly keeps what it is given, so each drawing parses anew.
  function read(element) {
    let text = element.querySelector("script").textContent;
    if (dark())
      for (const [light, darkened] of window.figureColours)
        text = text.replaceAll('"' + light, '"' + darkened);
    return JSON.parse(text);
  }

  async function draw(element) {
    const plot = element.querySelector(".plot");
    const figure = read(element);
    try {
      const Plotly = await load();
      const config = { responsive: true, displaylogo: false, displayModeBar: narrow.matches ? false : "hover", ...figure.config, scrollZoom: false };
      plot.textContent = "";
      await Plotly.newPlot(plot, figure.data, layoutFor(figure), config);
      plot.style.minHeight = "";
      if (figure.frames?.length) {
        const layouts = narrow.matches ? figure.narrow?.frames : undefined;
        await Plotly.addFrames(plot, figure.frames.map((frame, at) => ({ ...frame, layout: layouts?.[at] ?? frame.layout })));
        addSlider(Plotly, element, plot, figure);
      }
      element.dataset.drawn = "";
    } catch (failure) {
      plot.textContent = "This figure could not be drawn: " + failure.message + ". Its description stands below.";
      element.dataset.failed = "";
    }
  }

  function addSlider(Plotly, element, plot, figure) {
    const slider = figure.layout?.sliders?.[0];
    const steps = slider?.steps ?? figure.frames.map((frame) => ({ label: frame.name, args: [[frame.name]] }));
    const name = slider?.currentvalue?.prefix?.replace(/[\s:=]+$/, "") || "Frame";
    const suffix = slider?.currentvalue?.suffix ?? "";
    // Labels may hold Plotly's own markup, such as <sub>.
    const plain = (label) => new DOMParser().parseFromString(label, "text/html").body.textContent;
    const row = document.createElement("div");
    row.className = "slider";
    row.innerHTML = '<button type="button">Play</button><label><span></span> <input type="range" min="0" step="1"> <output></output></label>';
    const [button, range, output] = [row.querySelector("button"), row.querySelector("input"), row.querySelector("output")];
    row.querySelector("span").innerHTML = name;
    range.max = steps.length - 1;
    range.value = slider?.active ?? 0;

    const show = () => {
      const step = steps[range.value];
      output.innerHTML = step.label + suffix;
      range.setAttribute("aria-valuetext", plain(name + " " + step.label + suffix));
      return Plotly.animate(plot, step.args?.[0] ?? [step.label], { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } });
    };
    let timer;
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      button.textContent = "Play";
    };
    const play = () => {
      if (range.value === range.max) range.value = 0;
      timer = setInterval(() => {
        range.value = Number(range.value) + 1;
        show();
        if (range.value === range.max) stop();
      }, reducedMotion.matches ? 1500 : 500);
      button.textContent = "Pause";
    };
    button.addEventListener("click", () => (timer ? stop() : play()));
    range.addEventListener("input", () => {
      stop();
      show();
    });
    element.insertBefore(row, element.querySelector("figcaption"));
    show();
  }

  function recolour() {
    for (const element of document.querySelectorAll(".figure[data-drawn]")) {
      const plot = element.querySelector(".plot");
      const colours = read(element).data.map((trace) => ({ line: trace.line ?? {}, marker: trace.marker ?? {}, fillcolor: trace.fillcolor, error_y: trace.error_y ?? {} }));
      const update = {
        "line.color": colours.map((trace) => trace.line.color),
        "marker.color": colours.map((trace) => trace.marker.color),
        "error_y.color": colours.map((trace) => trace.error_y.color),
        fillcolor: colours.map((trace) => trace.fillcolor),
      };
      window.Plotly.update(plot, update, { template: template() });
    }
  }

  function start() {
    const near = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((seen) => seen.isIntersecting)) {
        near.unobserve(entry.target);
        draw(entry.target);
      }
    }, { rootMargin: "600px" });
    document.querySelectorAll(".figure").forEach((element) => near.observe(element));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    addEventListener("beforeprint", recolour);
  }

  return { start, recolour };
})();
