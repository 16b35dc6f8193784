/* A quiet bar while the program or its record cannot be reached, and a word when it is back. */
(function () {
  "use strict";

  const EVERY = 4000;
  const UNREADABLE = 503; // dashboards/unreadable.py
  const plainly = window.fetch;
  let bar = null;

  function draw(text, more) {
    bar = bar || document.body.appendChild(window.qc.make("div", "offline"));
    bar.setAttribute("role", "status");
    bar.replaceChildren(window.qc.make("span", "", text), ...(more ? [more] : []));
    bar.hidden = false;
  }

  function again(said) {
    const button = window.qc.make("button", "button quiet", said.again);
    button.addEventListener("click", () => window.location.reload());
    return button;
  }

  function isLost() {
    return bar !== null && !bar.hidden && "lost" in bar.dataset;
  }

  function lost() {
    const said = window.qc.words();
    if (isLost() || !said.lost) return;
    draw(said.lost);
    bar.dataset.lost = "";
    window.setTimeout(look, EVERY);
  }

  function back() {
    if (!isLost()) return;
    const said = window.qc.words();
    delete bar.dataset.lost;
    draw(said.back, again(said)); // what was asked for in between was not shown
    window.setTimeout(() => !isLost() && (bar.hidden = true), 8000);
  }

  function look() {
    const later = () => window.setTimeout(look, EVERY);
    plainly("/password", { method: "HEAD", cache: "no-store" }).then((answer) => (answer.status === UNREADABLE ? later() : back()), later);
  }

  window.fetch = function (...asked) {
    return plainly.apply(window, asked).then(
      function (answer) {
        if (answer.status === UNREADABLE) lost();
        return answer;
      },
      function (fault) {
        if (fault.name !== "AbortError") lost();
        throw fault;
      }
    );
  };
  window.addEventListener("offline", lost);
  window.addEventListener("online", look);
})();
