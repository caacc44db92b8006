/* Receipt numbers: whether one has a public page, and where. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const BLOCK = 100;
  const padded = (number) => String(number).padStart(6, "0");

  /**
   * @param {?string} term  what hdnd.typedNumber made of the question; @param {string} known  "2026:1-12,14 2025:1"
   * @returns {?{id: string, path: ?string}}  null for what is no receipt number, no path where it has no page
   */
  hdnd.receipt = function (term, known) {
    const match = /^tn\/(\d{4})\/(\d+)$/.exec(term || "");
    if (!match) return null;
    const [year, number] = [match[1], Number(match[2])];
    const id = "TN-" + year + "-" + padded(number);
    const block = padded(Math.floor(number / BLOCK) * BLOCK);
    return {
      id: id,
      path: isKnown(known, year, number)
        ? "bien-nhan/" + year + "/so-" + block + "/index.html#" + id.toLowerCase()
        : null,
    };
  };

  /**
   * Whether a number of receipt was given: `known` is "2024:1-7,9 2025:…".
   * @param {string} known
   * @param {string} year
   * @param {number} number
   */
  function isKnown(known, year, number) {
    const own = known.split(" ").find((part) => part.startsWith(year + ":"));
    return (
      Boolean(own) &&
      own
        .slice(5)
        .split(",")
        .some(function (range) {
          const ends = range.split("-").map(Number);
          return number >= ends[0] && number <= ends[ends.length - 1];
        })
    );
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
