/* The form of a spot check. It is drawn here and kept on the phone, because it has to go on when the
   connection does not: marks in localStorage, photos in IndexedDB, until the server has said that all
   is saved. What is sent twice is one check (it carries its own number). */
(function () {
  "use strict";

  const DRAFT = "qc-capture:";
  const SIDE = 1600; // pixels of a photo's longer side: enough to see a date on a label
  const AGAIN = 20000; // ms between two attempts to send what waits

  const key = (form) => DRAFT + form.unit + ":" + form.checklist;
  const filled = (words, values) =>
    words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes || {})) made.setAttribute(attribute, value);
    made.append(...children); // strings become text, never markup
    return made;
  }

  /* ---- what is kept on this phone */
  function load(form) {
    const kept = JSON.parse(localStorage.getItem(key(form)) || "null");
    if (kept) return kept;
    return {
      id: crypto.randomUUID ? crypto.randomUUID() : String(Date.now()) + Math.random().toString(16).slice(2),
      date: form.date, inspector: localStorage.getItem("qc-inspector") || form.inspector,
      checklist: form.checklist, unit: form.unit, lang: form.lang, marks: {}, waits: false,
    };
  }

  const keep = (form, draft) => localStorage.setItem(key(form), JSON.stringify(draft));

  function photos(mode, work) {
    return new Promise((give, fail) => {
      const open = indexedDB.open("qc-capture", 1);
      open.onupgradeneeded = () => open.result.createObjectStore("photos");
      open.onerror = () => fail(open.error);
      open.onsuccess = () => {
        const store = open.result.transaction("photos", mode).objectStore("photos");
        const asked = work(store);
        asked.onsuccess = () => { open.result.close(); give(asked.result); };
        asked.onerror = () => { open.result.close(); fail(asked.error); };
      };
    });
  }
  const ofDraft = (draft, code) => IDBKeyRange.bound([draft.id, code || ""], [draft.id, code || "\uffff", []]);
  const photosOf = async (draft) => {
    const range = ofDraft(draft);
    const keys = await photos("readonly", (store) => store.getAllKeys(range));
    const blobs = await photos("readonly", (store) => store.getAll(range));
    return keys.map((name, i) => ({ code: name[1], name: name, blob: blobs[i] }));
  };

  /* Smaller, and without what a camera writes beside the picture (where it was taken). */
  async function reduced(file) {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = element("canvas", { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((give) => canvas.toBlob(give, "image/jpeg", 0.8));
  }

  /* ---- sending */
  async function send(draft) {
    const body = new FormData();
    body.append("said", JSON.stringify(draft));
    for (const photo of await photosOf(draft)) body.append(photo.code, photo.blob, "photo.jpg");
    const answer = await fetch("/captures?lang=" + draft.lang, { method: "POST", body: body, headers: { "X-QC": "1" } });
    const told = await answer.json().catch(() => null);
    if (!answer.ok) throw new Error((told && told.said) || "");
    for (const photo of await photosOf(draft)) await photos("readwrite", (store) => store.delete(photo.name));
    localStorage.removeItem(key(draft));
    return told;
  }

  let sending = Promise.resolve();
  function sendWaiting() {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(DRAFT))) {
      const draft = JSON.parse(localStorage.getItem(name));
      if (!draft.waits) continue;
      sending = sending.then(() => send(draft)).then((told) => said(draft, told.said, true)).catch(() => undefined);
    }
  }

  /* ---- the form */
  let shown = null; // { form, draft, place } of the form on the page

  function said(draft, words, isSaved) {
    if (!shown || shown.draft.id !== draft.id) return;
    const place = shown.place;
    place.querySelector(".capture-said").textContent = words;
    if (!isSaved) return;
    const again = element("button", { type: "button", class: "button" }, shown.form.words.again);
    again.addEventListener("click", () => draw(place, shown.form));
    const words_ = element("p", { class: "capture-said", role: "status", tabindex: "-1" }, words);
    place.replaceChildren(words_, again);
    words_.focus();
  }

  function progress() {
    const { form, draft, place } = shown;
    const marks = form.items.map((item) => draft.marks[item.code]).filter(Boolean);
    const failed = marks.filter((mark) => mark.outcome === "fail").length;
    const parts = [filled(form.words.done, { done: marks.length, all: form.items.length })];
    if (failed) parts.push(filled(form.words.failed, { n: failed }));
    place.querySelector(".capture-done").textContent = parts.join(" · ");
    place.querySelector(".capture-rest").disabled = marks.length === form.items.length;
  }

  function mark(code, change) {
    const { form, draft } = shown;
    draft.marks[code] = Object.assign({ outcome: "", note: "" }, draft.marks[code], change);
    keep(form, draft);
    progress();
  }

  function choice(item, outcome, words) {
    const name = "mark-" + item.code;
    const input = element("input", { type: "radio", name: name, value: outcome, id: name + "-" + outcome });
    const now = shown.draft.marks[item.code];
    input.checked = Boolean(now && now.outcome === outcome);
    input.addEventListener("change", () => {
      mark(item.code, { outcome: outcome });
      detail(item);
    });
    return element("span", { class: "choice " + outcome }, input, element("label", { for: input.id }, words));
  }

  /* A failed item asks what was wrong and takes photos; one that is being put right, and is in order,
     takes photos of how it is now; the others ask nothing. */
  async function detail(item) {
    const { draft, place } = shown;
    const box = place.querySelector('[data-code="' + CSS.escape(item.code) + '"] .capture-detail');
    const now = draft.marks[item.code];
    const failed = now && now.outcome === "fail";
    if (!failed && !(now && now.outcome === "pass" && item.followed)) return box.replaceChildren();
    const strip = element("div", { class: "capture-photos" });
    box.replaceChildren(...(failed ? note(item, now) : []), ...camera(item, failed), strip);
    for (const photo of (await photosOf(draft)).filter((each) => each.code === item.code)) thumb(strip, photo);
  }

  function note(item, now) {
    const field = element("textarea", { id: "note-" + item.code, rows: "2", maxlength: "500" });
    field.value = now.note;
    field.addEventListener("input", () => mark(item.code, { note: field.value }));
    return [element("label", { for: field.id }, shown.form.words.note), field];
  }

  function camera(item, failed) {
    const words = failed ? shown.form.words.photo : shown.form.words.mended;
    const field = element("input", { type: "file", accept: "image/*", capture: "environment", id: "photo-" + item.code });
    field.addEventListener("change", () => taken(item, field.files[0]));
    return [element("label", { for: field.id, class: "button quiet" }, words), field];
  }

  function thumb(strip, photo) {
    const { form } = shown;
    const image = element("img", { alt: form.words.photo });
    image.src = URL.createObjectURL(photo.blob);
    const forget = element("button", { type: "button", "aria-label": form.words.forget }, "×");
    const figure = element("span", {}, image, forget);
    forget.addEventListener("click", async () => {
      await photos("readwrite", (store) => store.delete(photo.name));
      URL.revokeObjectURL(image.src);
      figure.remove();
    });
    strip.append(figure);
  }

  async function taken(item, file) {
    if (!file) return;
    const blob = await reduced(file);
    await photos("readwrite", (store) => store.put(blob, [shown.draft.id, item.code, Date.now()]));
    detail(item);
  }

  function question(item) {
    const { form } = shown;
    const words = item.critical ? [element("strong", {}, form.words.critical), " ", item.text] : [item.text];
    return element("fieldset", { "data-code": item.code },
      element("legend", {}, ...words),
      element("div", { class: "choices" }, ...["pass", "fail", "na"].map((each) => choice(item, each, form.words[each]))),
      element("div", { class: "capture-detail" })
    );
  }

  function line(name, type, label) {
    const { form, draft } = shown;
    const input = element("input", { type: type, id: "capture-" + name });
    if (type === "date") input.max = form.date;
    input.value = draft[name];
    input.addEventListener("change", () => {
      draft[name] = input.value;
      if (name === "inspector") localStorage.setItem("qc-inspector", input.value);
      keep(form, draft);
    });
    return element("p", {}, element("label", { for: input.id }, label), input);
  }

  function rest() {
    const { form, draft, place } = shown;
    for (const item of form.items) {
      if (draft.marks[item.code]) continue;
      place.querySelector("#" + CSS.escape("mark-" + item.code + "-pass")).checked = true;
      mark(item.code, { outcome: "pass" });
      detail(item);
    }
  }

  async function save() {
    const { form, draft, place } = shown;
    const missing = form.items.filter((item) => !draft.marks[item.code]);
    if (missing.length) {
      said(draft, filled(form.words.missing, { n: missing.length }));
      const first = place.querySelector('[data-code="' + CSS.escape(missing[0].code) + '"]');
      first.scrollIntoView({ block: "center" });
      first.querySelector("input").focus();
      return;
    }
    const button = place.querySelector(".capture-save");
    button.disabled = true;
    said(draft, form.words.sending);
    draft.waits = true;
    keep(form, draft);
    sending = sending.then(() => send(draft)).then((told) => said(draft, told.said, true)).catch((fault) => {
      const lost = fault instanceof TypeError; // no connection
      draft.waits = lost;
      keep(form, draft);
      said(draft, lost ? form.words.waiting : fault.message || form.words.lost);
    }).finally(() => (button.disabled = false));
  }

  function draw(place, form) {
    const isOld = localStorage.getItem(key(form)) !== null;
    shown = { form: form, place: place, draft: load(form) };
    const go = element("button", { type: "button", class: "button capture-save" }, form.words.save);
    const all = element("button", { type: "button", class: "button quiet capture-rest" }, form.words.rest);
    go.addEventListener("click", save);
    all.addEventListener("click", rest);
    place.replaceChildren(
      element("div", { class: "capture-about" }, line("date", "date", form.words.date), line("inspector", "text", form.words.inspector)),
      ...form.items.map(question),
      element("div", { class: "capture-foot" },
        element("p", { class: "capture-done", role: "status" }),
        element("p", { class: "capture-said", role: "alert" }),
        element("div", { class: "capture-buttons" }, all, go))
    );
    form.items.forEach(detail);
    progress();
    if (isOld) said(shown.draft, form.words.draft);
  }

  function look() {
    const place = document.getElementById("capture-form");
    if (place && place.drawn !== place.dataset.form) {
      place.drawn = place.dataset.form;
      draw(place, JSON.parse(place.drawn));
    }
    if (!place) shown = null;
  }

  new MutationObserver(look).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-form"],
  });
  window.addEventListener("online", sendWaiting);
  setInterval(sendWaiting, AGAIN);
  sendWaiting();
})();
