/* The address is the page's whole state: whatever is chosen is gone to. */
(function () {
  "use strict";

  const ROWS = "rows.";
  const PHONE = window.matchMedia("(max-width: 48em)");

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

  /* The page is redrawn for the chosen line: who came by keyboard goes on from there. */
  function keepFocus(link) {
    const drawn = new MutationObserver(function () {
      const chosen = document.querySelector('.row-link[aria-current="true"]');
      if (link.isConnected || !chosen) return;
      drawn.disconnect();
      if (document.activeElement === document.body) chosen.focus({ preventScroll: true });
    });
    drawn.observe(document.getElementById("page-body"), { childList: true, subtree: true });
  }

  /* A plain click on a link to another view stays in the page; with a modifier it opens a tab. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest('a[href^="?"]');
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || modified || event.button !== 0) return;
    event.preventDefault();
    if (link.matches(".row-link")) keepFocus(link);
    go(link.getAttribute("href"));
    showChosen(link);
  });

  function showKeys() {
    const keys = document.getElementById("keys");
    if (keys) keys.showModal();
  }

  /* j and k walk through the lines of the scorecard; ? lists the keys. */
  document.addEventListener("keydown", function (event) {
    const step = { j: 1, k: -1 }[event.key];
    const typing = event.target.closest("input, textarea, select, dialog, [role=dialog]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") showKeys();
    if (!step) return;
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
      /* On a phone a result stands in lines under each other, not in columns off the screen. */
      fit: function (rows, columns) {
        const shown = PHONE.matches ? ["outcome", "told"] : null;
        return columns.map(function (column) {
          const hide = shown ? !shown.includes(column.field) : column.field === "told";
          return Object.assign({}, column, { hide: hide });
        });
      },
      name: function (title) {
        if (title) document.title = title;
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
