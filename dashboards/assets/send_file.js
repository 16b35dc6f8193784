/* A button that sends one file: `data-sends` is where to, `data-then` the act that tells of it, `data-field`
   the name of a field that goes along. */
(function () {
  "use strict";

  function written(name) {
    const id = JSON.stringify({ name: name, type: "field" });
    const input = name && document.getElementById(id);
    return input ? input.value : "";
  }

  function say(button, text) {
    const place = button.parentElement.querySelector(".sending");
    if (place) place.textContent = text; // never markup
  }

  async function send(button, file) {
    const to = new URL(button.dataset.sends, window.location.href);
    to.searchParams.set("name", encodeURIComponent(file.name));
    to.searchParams.set("field", written(button.dataset.field));
    button.disabled = true;
    try {
      const answer = await fetch(to, { method: "POST", body: file, headers: { "X-QC": "1" } });
      const told = await answer.json().catch(() => ({ said: button.dataset.lost }));
      if (!answer.ok) return say(button, told.said || button.dataset.lost);
      window.dash_clientside.set_props("asked", {
        data: { act: button.dataset.then, of: told.of, written: {}, at: Date.now() },
      });
    } catch (fault) {
      say(button, button.dataset.lost);
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("button[data-sends]");
    if (!button) return;
    const input = document.createElement("input");
    input.type = "file";
    if (button.dataset.takes) input.accept = button.dataset.takes;
    input.addEventListener("change", () => input.files.length && send(button, input.files[0]));
    input.click();
  });
})();
