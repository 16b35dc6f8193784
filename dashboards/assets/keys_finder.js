/* Search: pages, indicators, units, checklists. A field with a list under it (ARIA's combobox); the
   list comes once a language from /finder.json. */
(function () {
  "use strict";

  const MOST = 40;
  const known = {};
  const make = window.qc.make;

  async function entries(language) {
    if (!known[language]) {
      const answer = await fetch("/finder.json?lang=" + language);
      known[language] = answer.ok ? await answer.json() : [];
    }
    return known[language];
  }

  /* Every part of what is sought is in the name; a name that begins with it comes first. */
  function sought(all, text) {
    const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
    const held = all.filter((one) => parts.every((part) => (one.name + " " + one.kind).toLowerCase().includes(part)));
    const first = parts[0] || "";
    return held
      .map((one, at) => [one.name.toLowerCase().startsWith(first) ? 0 : 1, at, one])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .slice(0, MOST)
      .map((each) => each[2]);
  }

  function option(one, at) {
    const line = make("li");
    line.id = "found-" + at;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.href = one.href;
    line.append(make("b", "", one.name), make("span", "", one.kind));
    return line;
  }

  function build(said) {
    const dialog = make("dialog", "finder");
    dialog.setAttribute("aria-label", said.search);
    const field = make("input");
    const list = make("ul");
    const told = make("p");
    list.id = "found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", said.seek);
    told.setAttribute("role", "status");
    const roles = { role: "combobox", "aria-controls": "found", "aria-expanded": "true", "aria-autocomplete": "list",
      "aria-label": said.seek, placeholder: said.seek, autocomplete: "off", spellcheck: "false" };
    for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
    dialog.append(field, list, told, make("p", "keyboard-only", said.hint));
    return { dialog, field, list, told };
  }

  function mark(parts, at) {
    const lines = [...parts.list.children];
    lines.forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
    if (!lines[at]) return parts.field.removeAttribute("aria-activedescendant");
    parts.field.setAttribute("aria-activedescendant", lines[at].id);
    lines[at].scrollIntoView({ block: "nearest" });
  }

  function chosen(parts) {
    return parts.list.querySelector('[aria-selected="true"]');
  }

  function go(parts, line) {
    if (!line) return;
    parts.dialog.close();
    window.qc.go(line.dataset.href);
  }

  async function find() {
    const said = window.qc.words();
    if (!said.search || document.querySelector("dialog.finder")) return;
    const parts = build(said);
    document.body.append(parts.dialog);
    parts.dialog.addEventListener("close", () => parts.dialog.remove());
    parts.dialog.showModal();
    const all = await entries(document.documentElement.lang === "en" ? "en" : "zh");

    function draw() {
      const found = sought(all, parts.field.value);
      parts.list.replaceChildren(...found.map(option));
      parts.told.textContent = found.length ? said.found.replace("{n}", found.length) : said.nothing;
      mark(parts, 0);
    }
    parts.field.addEventListener("input", draw);
    parts.field.addEventListener("keydown", function (event) {
      if (event.isComposing) return; // pinyin is being written
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const lines = [...parts.list.children];
      if (event.key === "Enter") go(parts, chosen(parts));
      if (!step || !lines.length) return;
      event.preventDefault();
      mark(parts, (lines.indexOf(chosen(parts)) + step + lines.length) % lines.length);
    });
    parts.list.addEventListener("click", (event) => go(parts, event.target.closest("[role=option]")));
    draw();
  }

  window.qc = Object.assign({}, window.qc, { find: find });
})();
