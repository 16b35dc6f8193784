/* Copy and download over every table. The two buttons stand beside the table, never within what Dash
   has drawn; where the table goes, they go. */
(function () {
  "use strict";

  const TABLES = "main table.plain, main table.heat, main table.scorecard, .ag-root-wrapper";
  const made = new Map(); // table -> its buttons

  function textOf(cell) {
    return cell.innerText.replace(/\s+/g, " ").trim();
  }

  function rowsOf(table) {
    return [...table.rows].map((row) => [...row.cells].map((cell) => (cell.textContent ? textOf(cell) : "")));
  }

  /* What an AG Grid shows, in its order and filtered as it is. */
  function gridRows(root) {
    const api = window.dash_ag_grid.getApi(root.closest("[id]").id);
    const columns = api.getAllDisplayedColumns();
    const rows = [columns.map((column) => api.getDisplayNameForColumn(column, null))];
    api.forEachNodeAfterFilterAndSort(function (node) {
      rows.push(columns.map((column) => String(api.getCellValue({ rowNode: node, colKey: column, useFormatter: true }) ?? "")));
    });
    return rows;
  }

  function contents(table) {
    return table.matches("table") ? rowsOf(table) : gridRows(table);
  }

  /* Numbers stay numbers; what a spreadsheet would take for a formula or a date stays text. */
  function safe(text) {
    const plain = text.replace(/\u2212/g, "-").replace(/\u00a0/g, " ");
    const number = plain.replace(/,(?=\d{3})/g, "").replace(/\s*%$/, "%");
    if (/^[+-]?\d+(\.\d+)?%?$/.test(number)) return number.replace(/^\+/, "");
    if (/^[=+\-@\t\r]/.test(plain) || /^\d{1,4}\/\d{1,4}$/.test(plain)) return "'" + plain;
    return plain;
  }

  function quoted(text) {
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv(rows) {
    return rows.map((row) => row.map((cell) => quoted(safe(cell))).join(",")).join("\r\n");
  }

  function tabbed(rows) {
    return rows.map((row) => row.map((cell) => safe(cell).replace(/\t/g, " ")).join("\t")).join("\n");
  }

  function fileName() {
    const said = new URLSearchParams(window.location.search);
    const period = said.get("rows.period") || said.get("period") || new Date().toLocaleDateString("sv");
    return [...document.title.split(" · "), period].join("-").replace(/[\\/:*?"<>|\s]+/g, "_") + ".csv";
  }

  function download(table) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + csv(contents(table))], { type: "text/csv;charset=utf-8" }));
    link.download = fileName();
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* The clipboard's own way needs https; a field that is selected and copied does without. */
  async function copy(table) {
    const text = tabbed(contents(table));
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.body.appendChild(window.qc.make("textarea", "unseen"));
    field.value = text;
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  function button(text, does) {
    const made = window.qc.make("button", "", text);
    made.type = "button";
    made.addEventListener("click", does);
    return made;
  }

  function toolsFor(table, said) {
    const tools = window.qc.make("div", "table-tools");
    const copying = button(said.copy, async function () {
      await copy(table);
      copying.textContent = said.copied;
      window.setTimeout(() => (copying.textContent = said.copy), 1500);
    });
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", said.table);
    tools.append(copying, button(said.download, () => download(table)));
    return tools;
  }

  /* A wide table scrolls in its frame and a grid has a box of its own: the buttons stand over it. Where
     things stand side by side they stand over them all, for another child would move the rest. */
  function place(table) {
    let at = table.matches("table") ? table.closest(".scrolls") || table : table.closest("[id]") || table;
    while (/grid|flex/.test(getComputedStyle(at.parentElement).display)) at = at.parentElement;
    return at;
  }

  function near(table, tools) {
    const at = table.matches("table") ? table : table.closest("[id]");
    const show = (yes) => () => tools.classList.toggle("near", yes);
    at.addEventListener("mouseenter", show(true));
    at.addEventListener("mouseleave", show(false));
    at.addEventListener("focusin", show(true));
    at.addEventListener("focusout", show(false));
  }

  function tidy() {
    const said = window.qc.words();
    if (!said.copy) return;
    for (const [table, tools] of made) {
      const moved = !table.isConnected || !tools.isConnected || tools.lang !== document.documentElement.lang;
      if (moved) {
        tools.remove();
        made.delete(table);
      }
    }
    for (const table of document.querySelectorAll(TABLES)) {
      if (made.has(table)) continue;
      const tools = toolsFor(table, said);
      tools.lang = document.documentElement.lang;
      made.set(table, tools);
      place(table).before(tools);
      near(table, tools);
    }
  }

  let waiting = false;
  const drawn = new MutationObserver(function () {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(function () {
      waiting = false;
      tidy();
    });
  });
  drawn.observe(document.body, { childList: true, subtree: true });
})();
