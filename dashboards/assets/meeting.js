/* On the projector the keys step through the meeting: a step says which key is its own. */
(function () {
  "use strict";
  const steps = (key) => document.querySelector('.meeting-steps [data-key="' + CSS.escape(key) + '"]');

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input, textarea, select, dialog, [role=dialog]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { PageDown: "ArrowRight", PageUp: "ArrowLeft" }[event.key] || event.key; // a presenter's keys
    const step = steps(key);
    if (!step) return;
    event.preventDefault();
    step.click();
  });

  /* Who goes on the screen wants all of it; a browser that refuses shows the part in its window. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a");
    if (!link) return;
    const root = document.documentElement;
    if (link.matches(".to-screen") && root.requestFullscreen) root.requestFullscreen().catch(() => undefined);
    if (link.matches('[data-key="Escape"]') && document.fullscreenElement) document.exitFullscreen();
  });

  /* In full screen Esc is the browser's own key and no script hears it: leaving it leaves the screen. */
  document.addEventListener("fullscreenchange", function () {
    const step = steps("Escape");
    if (!document.fullscreenElement && step) step.click();
  });
})();
