/* The import page: files go to the server one by one, so that they can be counted. */
(function () {
  "use strict";

  const WANTED = /\.(xlsx|xlsm|xls|ods|csv|tsv|html|htm|zip)$/i;
  const LOCKS = /^(~\$|\.~|\._)/; // what Excel, WPS and macOS leave beside a workbook

  function zone() {
    return document.getElementById("drop");
  }

  function filled(words, values) {
    return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text; // never markup
    return made;
  }

  function tell(words, values) {
    const place = document.getElementById("sending");
    let bar = place.querySelector("progress");
    if (!bar) {
      place.replaceChildren(element("p"), (bar = element("progress")));
      bar.setAttribute("aria-labelledby", "sending-said");
      place.firstChild.id = "sending-said";
    }
    place.firstChild.textContent = filled(words, values);
    bar.max = values.all;
    bar.value = values.done - 1;
  }

  function finish(refused) {
    const place = document.getElementById("sending");
    const list = element("ul");
    refused.forEach((said) => list.append(element("li", said)));
    place.replaceChildren(...(refused.length ? [list] : []));
  }

  async function post(path, body) {
    const answer = await fetch(path, { method: "POST", body: body, headers: { "X-QC": "1" } });
    const told = await answer.json().catch(() => ({ said: zone().dataset.lost }));
    if (!answer.ok) throw new Error(told.said);
    return told;
  }

  /* One after the other; what fails is said and does not keep the others out. */
  async function each(things, words, named, path, bodied) {
    const imports = [];
    const said = [];
    const refused = [];
    const lang = zone().dataset.lang;
    for (let i = 0; i < things.length; i++) {
      tell(words, { done: i + 1, all: things.length, name: named(things[i]) });
      try {
        const told = await post(path(things[i], lang), bodied(things[i]));
        if (told.import) imports.push(told.import);
        said.push(...(told.told || [])); // what became of a notice
      } catch (fault) {
        const lost = fault instanceof TypeError; // no connection
        const said = lost ? zone().dataset.lost : fault.message;
        refused.push(named(things[i]) ? named(things[i]) + ": " + said : said);
        if (lost) break;
      }
    }
    finish(refused);
    window.dash_clientside.set_props("import-done", { data: { imports: imports, said: said, at: Date.now() } });
  }

  let busy = Promise.resolve();

  function send(files) {
    const kept = [...files].filter((file) => !LOCKS.test(file.name));
    const path = (file, lang) => "/upload?lang=" + lang + "&name=" + encodeURIComponent(file.name);
    busy = busy.then(() =>
      each(kept, zone().dataset.sending, (file) => file.name, path, (file) => file)
    );
  }

  function bringIn(button) {
    const keys = button.dataset.keys.split(" ").filter(Boolean);
    const path = (key, lang) => "/inbox/" + key + "/import?lang=" + lang;
    button.disabled = true;
    busy = busy
      .then(() => each(keys, zone().dataset.importing, () => "", path, () => null))
      .finally(() => (button.disabled = false));
  }

  function choose() {
    const input = element("input");
    input.type = "file";
    input.multiple = true;
    input.addEventListener("change", () => send(input.files));
    input.click();
  }

  /* Of a dropped folder the workbooks in it, however deep. */
  async function within(entry) {
    if (entry.isFile) return [await new Promise((give, fail) => entry.file(give, fail))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((give, fail) => reader.readEntries(give, fail));
      if (!some.length) break;
      for (const one of some) found.push(...(await within(one)));
    }
    return found.filter((file) => WANTED.test(file.name));
  }

  async function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (entries.some((entry) => !entry)) return [...transfer.files];
    return (await Promise.all(entries.map(within))).flat();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("button");
    if (button && button.id === "choose-files") choose();
    if (button && button.id === "import-all") bringIn(button);
  });

  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, function (event) {
      if (!zone() || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault(); // anywhere on the page: a miss must not open the file instead
      zone().classList.toggle("over", kind === "dragover");
      if (kind === "drop") dropped(event.dataTransfer).then(send);
    });
  }

  /* What a link opens is shown and takes the focus once it is there. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a.opens");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const drawn = new MutationObserver(function () {
      const shown = document.getElementById(link.dataset.shows);
      if (!shown || (link.isConnected && window.location.search !== link.search)) return;
      drawn.disconnect();
      shown.scrollIntoView({ block: "nearest" });
      const first = shown.querySelector("input, h2[tabindex]");
      if (first) first.focus({ preventScroll: true });
    });
    drawn.observe(document.getElementById("page-body"), { childList: true, subtree: true });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches(".fix input, .form input:not([role])")) {
      const form = event.target.closest(".form");
      const go = form && form.querySelector(".foot button");
      if (go) go.click();
    }
    if (event.key === "Escape") {
      const cancel = event.target.closest(".form") && event.target.closest(".form").querySelector(".cancel");
      if (cancel) cancel.click();
    }
  });
})();
