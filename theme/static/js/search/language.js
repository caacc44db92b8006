/* What the search says, in the page's language: written in Vietnamese, put into English by the table that an English page carries. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const holder = typeof document === "undefined" ? null : document.getElementById("words");
  const table = holder ? JSON.parse(holder.textContent) : {};

  /** Whether the page is the English one. */
  hdnd.isEnglish = Boolean(holder);

  /**
   * A text in the page's language, its places {0}, {1} … filled.
   * @param {string} text  as it stands in the theme's table; one that does not stays Vietnamese
   * @param {...(string|number)} values
   * @returns {string}
   */
  hdnd.put = function (text, ...values) {
    const said = Object.hasOwn(table, text) ? table[text] : text;
    const filled = said.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)]));
    return hdnd.isEnglish ? filled.replace(/\b1 documents\b/g, "1 document") : filled;
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
