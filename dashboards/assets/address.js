/* The address is the page's whole state: whatever is chosen is gone to. */
(function () {
  "use strict";

  const ROWS = "rows.";

  function go(search) {
    if (search !== window.location.search) {
      window.dash_clientside.set_props("address", { search: search });
    }
  }

  function withoutRows(search) {
    const said = new URLSearchParams(search);
    for (const key of [...said.keys()]) {
      if (key.startsWith(ROWS)) said.delete(key);
    }
    return "?" + said.toString();
  }

  function showChosen(link) {
    const narrow = window.matchMedia("(max-width: 62em)").matches;
    if (narrow && link.matches(".row-link")) {
      document.getElementById("detail").scrollIntoView();
    }
  }

  /* A plain click on a link to another view stays in the page; with a modifier it opens a tab. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest('a[href^="?"]');
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || modified || event.button !== 0) return;
    event.preventDefault();
    go(link.getAttribute("href"));
    showChosen(link);
  });

  /* j and k walk through the lines of the scorecard. */
  document.addEventListener("keydown", function (event) {
    const step = { j: 1, k: -1 }[event.key];
    const typing = event.target.closest("input, textarea, select, [role=dialog]");
    if (!step || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...document.querySelectorAll(".row-link")];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : at + step];
    if (next) next.focus();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      /* What the page shows, the open drawer apart: opening it works nothing out again. */
      view: function (search, shown) {
        const said = new URLSearchParams(search);
        if (said.get("lang")) {
          document.documentElement.lang = said.get("lang") === "en" ? "en" : "zh-CN";
        }
        const view = withoutRows(search);
        return view === shown ? window.dash_clientside.no_update : view;
      },
      /* A select's value is an address; one that differs from where we are was chosen by hand. */
      choose: function (values, here) {
        const chosen = values.find((value, i) => value && value !== here[i]);
        if (chosen) go(chosen);
      },
      /* A figure's points carry the address of the results behind them. */
      open: function (click, id) {
        if (!click) return;
        const link = click.points[0].customdata;
        window.dash_clientside.set_props(id, { clickData: null });
        if (link) go(Array.isArray(link) ? link[0] : link);
      },
      shut: function (opened) {
        if (opened === false) {
          const view = withoutRows(window.location.search);
          if ([...new URLSearchParams(window.location.search).keys()].some((k) => k.startsWith(ROWS))) {
            go(view);
          }
        }
      },
    },
  });
})();
