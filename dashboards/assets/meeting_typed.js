/* What is typed in the meeting is not lost on the way to the next part: a link waits until it is kept. */
(function () {
  "use strict";
  const started = new Map(); // field -> [the page's state, its text] when somebody first came to it

  const keep = () => document.querySelector('.at-meeting .form button[id*=\'"act":"write"\']');

  function isTyped() {
    const button = keep();
    if (!button) return false;
    return [...started].some(([field, [seen, text]]) => field.isConnected && seen === button.id && field.value !== text);
  }

  document.addEventListener("focusin", function (event) {
    const field = event.target.closest(".at-meeting .form input, .at-meeting .form textarea");
    const button = field && keep();
    if (!button) return;
    const known = started.get(field);
    if (!known || known[0] !== button.id) started.set(field, [button.id, field.value]);
  });

  /* The button names the state that it writes onto: once it names another, all is kept. A fault ends
     the waiting: its words say what to do. */
  function keepThen(next) {
    const before = keep().id;
    const done = new MutationObserver(function () {
      const fault = document.querySelector("#said-last [role=alert]");
      const isKept = keep() && keep().id !== before;
      if (!fault && !isKept) return;
      done.disconnect();
      if (isKept && !fault) next();
    });
    done.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["id"] });
    if (document.activeElement) document.activeElement.blur(); // a field is told when it is left
    setTimeout(() => keep().click());
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest(".at-meeting a[href]");
    if (!link || event.ctrlKey || event.metaKey || !isTyped()) return;
    event.preventDefault();
    event.stopPropagation();
    keepThen(() => link.click());
  }, true);

  window.addEventListener("beforeunload", function (event) {
    if (isTyped()) event.preventDefault();
  });
})();
