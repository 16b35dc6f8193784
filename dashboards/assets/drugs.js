/* Print one list alone: the rest of the page is hidden on paper. */
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-prints]");
    if (!button) return;
    const part = document.getElementById(button.dataset.prints);
    if (!part) return;
    part.classList.add("printed-alone");
    document.body.classList.add("prints-one");
    window.print();
  });

  window.addEventListener("afterprint", function () {
    document.body.classList.remove("prints-one");
    document.querySelectorAll(".printed-alone").forEach((part) => part.classList.remove("printed-alone"));
  });
})();
