/* Light or dark: as the computer says, unless somebody chose. Asked for in the page's head, before
   anything is drawn, so that no page shines up in the wrong colours. Mantine keeps the choice under
   this name and listens to it, in other tabs too. */
(function () {
  "use strict";

  const KEPT = "mantine-color-scheme-value";
  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const WAYS = ["auto", "light", "dark"];

  function chosen() {
    try {
      const said = window.localStorage.getItem(KEPT);
      return WAYS.includes(said) ? said : "auto";
    } catch (fault) {
      return "auto"; // a browser that keeps nothing
    }
  }

  function show(way) {
    const dark = way === "dark" || (way === "auto" && DARK.matches);
    document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";
    document.documentElement.dataset.theme = way;
  }

  function choose(way) {
    try {
      window.localStorage.setItem(KEPT, way);
      const told = { key: KEPT, newValue: way, storageArea: window.localStorage };
      window.dispatchEvent(new StorageEvent("storage", told)); // Mantine in this tab
    } catch (fault) {
      show(way);
    }
  }

  show(chosen());
  DARK.addEventListener("change", () => show(chosen()));
  window.addEventListener("storage", (event) => event.key === KEPT && show(chosen()));
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-theme-switch]");
    if (!button) return;
    choose(document.documentElement.dataset.mantineColorScheme === "dark" ? "light" : "dark");
  });
})();
