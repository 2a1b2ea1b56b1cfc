// Draws the figures of a page. Each knows a wide and a narrow layout; the theme is a template that is set over either.
var InitLabFigures = (function () {
  "use strict";
  var templates = { light: /*LIGHT*/null, dark: /*DARK*/null };
  var narrowBelow = 600;
  var drawn = [];
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function theme() {
    var set = document.documentElement.getAttribute("data-theme");
    return set === "dark" || set === "light" ? set : system.matches ? "dark" : "light";
  }

  function isNarrow(figure) { return figure.root.clientWidth > 0 && figure.root.clientWidth < narrowBelow; }

  function layoutOf(figure) {
    var layout = JSON.parse(JSON.stringify(figure.narrow ? figure.spec.narrow : figure.spec.wide));
    if (figure.spec.frames) Object.assign(layout, frameLayout(figure));
    layout.template = templates[theme()];
    return layout;
  }

  function frameLayout(figure) {
    var wide = figure.spec.frames[figure.frame].layout;
    return JSON.parse(JSON.stringify((figure.narrow ? figure.spec.narrowFrames[figure.frame] : wide) || {}));
  }

  function dataOf(figure) {
    return figure.spec.data.map(function (trace, i) {
      return figure.spec.frames ? Object.assign({}, trace, figure.spec.frames[figure.frame].data[i]) : trace;
    });
  }

  function render(figure) {
    return Plotly.react(figure.plot, dataOf(figure), layoutOf(figure), figure.spec.config);
  }

  function connectSlider(figure, id) {
    var slider = document.getElementById(id + "-slider");
    var value = document.getElementById(id + "-value");
    var waiting = false;
    slider.addEventListener("input", function () {
      figure.frame = Number(slider.value);
      value.textContent = figure.spec.labels[figure.frame];
      slider.setAttribute("aria-valuetext", figure.spec.labels[figure.frame]);
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; render(figure); });
    });
  }

  function draw(id) {
    var root = document.getElementById(id);
    var spec = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    var figure = { root: root, plot: root.querySelector(".il-plot"), spec: spec, frame: spec.start || 0, narrow: false };
    figure.narrow = isNarrow(figure);
    drawn.push(figure);
    if (spec.frames) connectSlider(figure, id);
    figure.ready = render(figure).then(function () {
      figure.plot.style.minHeight = "";
      root.setAttribute("data-drawn", "true");
    });
    new ResizeObserver(function () {
      if (isNarrow(figure) !== figure.narrow) { figure.narrow = !figure.narrow; render(figure); }
    }).observe(root);
  }

  function repaint() { drawn.forEach(render); }

  function followSystem() {
    function follow() { document.documentElement.setAttribute("data-theme", system.matches ? "dark" : "light"); }
    follow();
    system.addEventListener("change", follow);
  }

  new MutationObserver(repaint).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", repaint);
  return { draw: draw, followSystem: followSystem, figures: drawn };
})();
