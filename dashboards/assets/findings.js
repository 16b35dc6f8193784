/* Choosing several findings; Enter in a search does it. */
(function () {
  "use strict";

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    findings: {
      every: function (clicks, all, chosen) {
        if (!clicks) return window.dash_clientside.no_update;
        const names = all.split(",");
        return (chosen || []).length === names.length ? [] : names;
      },
      count: function (chosen, said) {
        const n = (chosen || []).length;
        return [n === 0, (said || "").replace("{n}", n)];
      },
    },
  });

  document.addEventListener("keydown", function (event) {
    const search = event.target.closest && event.target.closest(".at-findings .search");
    if (event.key !== "Enter" || event.isComposing || !search || !event.target.matches("input")) return;
    window.setTimeout(() => search.querySelector("button").click(), 0); // after what was written is taken over
  });
})();
