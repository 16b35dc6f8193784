/* A figure is drawn for the screen's width; on paper it is made smaller as a whole (print_figures.css). */
(function () {
  "use strict";

  function each(change) {
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach(change);
  }

  window.addEventListener("beforeprint", function () {
    each((svg) => svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`));
  });
  window.addEventListener("afterprint", () => each((svg) => svg.removeAttribute("viewBox")));
})();
