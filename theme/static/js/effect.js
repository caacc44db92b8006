/* The status of effect on a day that the reader chooses, from the periods that the page brings: today to begin with. */
(function () {
  "use strict";

  const line = /** @type {?HTMLElement} */ (document.querySelector("[data-days]"));
  if (!line) return;
  const periods = line.dataset.days.split("\n").map((one) => one.split("\t"));
  const chosen = line.querySelector("input");
  const said = line.querySelector("output");
  const now = new Date();

  /** The last period that begins on the day or before it; days are written so that they sort. */
  function show() {
    const [, status, why] = periods.filter(([first]) => first <= chosen.value).pop();
    said.textContent = chosen.value ? status + (why ? ": " + why : "") : "";
  }

  chosen.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((one) => String(one).padStart(2, "0"))
    .join("-");
  line.hidden = false;
  chosen.addEventListener("input", show);
  show();
})();
