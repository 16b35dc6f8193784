/* The keyboard, and where it is: / searches, g then a letter opens a page, j and k walk, ? lists the
   keys; the page's heading is told when a page opens. What is made here stands outside Dash's own part
   of the page, so that nothing of its drawing is touched. */
(function () {
  "use strict";

  const TYPING = "input, textarea, select, dialog, [role=dialog], [contenteditable]";
  const ROWS = ["main .row-link", "main tbody tr > th a, main tbody tr > td:first-child a", "main .panel li > a:first-child"];
  let awaited = 0; // until when a letter after g opens a page
  let path = ""; // which page's heading was told last
  let told = null;

  /* The words, in the reader's language (components/tools.py). */
  function words() {
    const place = document.getElementById("script-words");
    return place ? JSON.parse(place.dataset.said) : {};
  }

  function make(name, kind, text) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text; // never markup
    return made;
  }

  function walk(step) {
    const found = ROWS.map((rows) => [...document.querySelectorAll(rows)].filter((a) => a.checkVisibility()));
    const links = found.find((some) => some.length) || [];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : at + step];
    if (next) next.focus();
  }

  function listed(pairs) {
    const list = make("dl");
    for (const [keys, does] of pairs) {
      const name = make("dt");
      name.append(make("kbd", "", keys));
      list.append(name, make("dd", "", does));
    }
    return list;
  }

  function showKeys() {
    const said = words();
    if (!said.keys || document.getElementById("keys")) return;
    const dialog = make("dialog", "keys");
    dialog.id = "keys";
    dialog.setAttribute("aria-labelledby", "keys-name");
    const name = make("h2", "", said.keys);
    name.id = "keys-name";
    const pages = [...document.querySelectorAll(".pages [data-key]")];
    const close = make("button", "button", said.close);
    close.addEventListener("click", () => dialog.close());
    dialog.append(
      name,
      listed([["/", said.search], ["j / k", said.walk], ["Enter", said.open], ["Esc", said.close], ["?", said.list]]),
      listed(pages.map((link) => ["g " + link.dataset.key, said.page.replace("{name}", link.textContent)])),
      close
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function openPage(letter) {
    const link = document.querySelector(`.pages [data-key="${CSS.escape(letter)}"]`);
    if (link) link.click();
  }

  document.addEventListener("keydown", function (event) {
    if (event.target.closest(TYPING) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key;
    if (awaited > Date.now() && /^[a-z]$/.test(key)) {
      awaited = 0;
      return openPage(key);
    }
    awaited = key === "g" ? Date.now() + 1500 : 0;
    if (key === "j") walk(1);
    if (key === "k") walk(-1);
    if (key === "?") showKeys();
    if (key === "/") {
      event.preventDefault(); // the sign would be written into the field
      window.qc.find();
    }
  });

  /* A page that has opened: its heading has the focus, and is read out. On the same page, a new
     conclusion is only said. */
  const teller = make("p", "unseen");
  teller.setAttribute("role", "status");

  function inLanguage() {
    const place = document.getElementById("script-words");
    const language = place && place.lang === "en" ? "en" : "zh-CN";
    if (!place || document.documentElement.lang === language) return;
    document.documentElement.lang = language;
    window.qc.figuresIn(language);
  }

  function arrived() {
    const head = document.querySelector("main h1");
    const here = document.getElementById("page-body")?.className; // changes with what is drawn
    inLanguage();
    if (!head || (path === here && told === head.textContent)) return;
    if (path && path !== here) {
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    } else if (path === here) {
      teller.textContent = head.textContent;
    }
    path = here;
    told = head.textContent;
  }

  /* The foot of every sheet of paper: CSS knows the page's number only. */
  const foot = new CSSStyleSheet();
  document.adoptedStyleSheets.push(foot);

  function onPaper() {
    const said = JSON.stringify(document.title + " · " + new Date().toLocaleDateString("sv"));
    foot.replaceSync(`@page { @bottom-left { content: ${said}; font: 9pt sans-serif; color: #55606e; } }`);
  }

  /* The menu of a phone. */
  document.addEventListener("click", function (event) {
    const bar = document.querySelector(".bar");
    const menu = event.target.closest && event.target.closest(".menu");
    const opener = event.target.closest && event.target.closest("[data-opens=finder]");
    const skip = event.target.closest && event.target.closest(".skip");
    if (bar) {
      const opened = Boolean(menu) && !("open" in bar.dataset);
      bar.toggleAttribute("data-open", opened);
      bar.querySelector(".menu").setAttribute("aria-expanded", String(opened));
    }
    if (opener) window.qc.find();
    if (skip) {
      event.preventDefault();
      const head = document.querySelector("main h1");
      head.tabIndex = -1;
      head.focus();
    }
  });

  function start() {
    document.body.append(teller);
    const named = new MutationObserver(onPaper); // the title names the page
    named.observe(document.querySelector("title"), { childList: true });
    onPaper();
    const drawn = new MutationObserver(arrived);
    drawn.observe(document.body, { childList: true, subtree: true });
  }

  window.qc = Object.assign({}, window.qc, { words: words, make: make });
  start();
})();
