/* On the projector the keys step through the meeting: a step says which key is its own. */
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input, textarea, select, dialog, [role=dialog]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { PageDown: "ArrowRight", PageUp: "ArrowLeft" }[event.key] || event.key; // a presenter's keys
    const step = document.querySelector('.meeting-steps [data-key="' + CSS.escape(key) + '"]');
    if (!step) return;
    event.preventDefault();
    step.click();
  });
})();
