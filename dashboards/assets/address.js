/* The address is the page's whole state: whatever is chosen is gone to. */
(function () {
  "use strict";

  const ROWS = "rows.";
  const PHONE = window.matchMedia("(max-width: 48em)");

  /* Go to another view of this page, or to another page. */
  function go(href) {
    const to = new URL(href, window.location.href);
    if (to.pathname === window.location.pathname && to.search === window.location.search) return;
    window.dash_clientside.set_props("address", { pathname: to.pathname, search: to.search });
  }

  function isPage(path) {
    const pages = document.getElementById("page-body").dataset.pages;
    return pages.split(" ").includes(path);
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

  /* A plain click on a link to a view or a page of ours loads nothing anew; with a modifier it opens
     a tab. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest('a[href^="?"], a[href^="/"]');
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || modified || event.button !== 0 || !isPage(link.pathname)) return;
    if (link.hasAttribute("download") || link.target) return;
    event.preventDefault();
    if (link.matches(".row-link")) keepFocus(link);
    go(link.getAttribute("href"));
    showChosen(link);
  });

  window.qc = Object.assign({}, window.qc, { go: go });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      /* What the page shows, the open drawer apart: opening it works nothing out again. */
      view: function (path, search, shown) {
        const view = path + withoutRows(search);
        return view === shown ? window.dash_clientside.no_update : view;
      },
      /* A button that was pressed, with all that is written on the page. */
      press: function (clicks, values, ids) {
        const context = window.dash_clientside.callback_context;
        const pressed = context.triggered_id;
        const isNew = !pressed || !context.triggered[0].value; // it has only just appeared
        if (isNew) return window.dash_clientside.no_update;
        const written = {};
        ids.forEach((id, i) => (written[id.name] = values[i]));
        return { act: pressed.act, of: pressed.of, written: written, at: Date.now() };
      },
      /* A select's value is an address; one that differs from where we are was chosen by hand. */
      choose: function (values, here) {
        const chosen = values.find((value, i) => value && value !== here[i]);
        if (chosen) go(chosen);
      },
      /* A figure's points carry the address of the results behind them. */
      open: function (clicks, ids) {
        clicks.forEach(function (click, i) {
          if (!click) return;
          const link = click.points[0].customdata;
          window.dash_clientside.set_props(ids[i], { clickData: null });
          if (link) go(Array.isArray(link) ? link[0] : link);
        });
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
