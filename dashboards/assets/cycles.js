/* Enter in a line of the fishbone adds the cause, as the button beside it does. */
(function () {
  "use strict";

  document.addEventListener("keydown", function (event) {
    const line = event.target.closest && event.target.closest(".at-cycles .add");
    if (event.key !== "Enter" || event.isComposing || !line || !event.target.matches("input")) return;
    const add = line.querySelector("button");
    window.setTimeout(() => add.click(), 0); // after what was written is taken over
  });
})();
