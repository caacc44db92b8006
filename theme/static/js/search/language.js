//# allFunctionsCalledOnLoad
/* What the search says, in the page's language: written in Vietnamese, put into English by the table that an English page carries.
 * The line above is said to the browser of the whole bundle, whose first file this is: it makes all functions while it
 * loads, at the side of the page, instead of each when the first question calls it, a tenth of the way to the first result. */
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

  const PLACE = /\{(?:x|name|n)\}/g;
  const HOLDS = { "{x}": "(.+)", "{name}": "([^\\d,.;:()]+)", "{n}": "(\\d[\\d ./–-]*)" };
  /** What the table says of names, "HĐND {x}", "phường {name}": the one with most letters of its own first, as in english.py. */
  const patterns = Object.keys(table)
    .filter((key) => key.search(PLACE) >= 0)
    .sort((one, other) => other.replace(PLACE, "").length - one.replace(PLACE, "").length)
    .map(function (key) {
      const own = key.replace(/[()]/g, "\\$&").replace(PLACE, (place) => HOLDS[place]);
      return { said: table[key], places: key.match(PLACE), own: new RegExp("^" + own + "$") };
    });

  /**
   * A name in the page's language: "HĐND phường Lái Thiêu" as "People's Council of Lái Thiêu Ward", as lists have it; empty
   * where the table has none for it.
   * @param {string} name
   * @returns {string}
   */
  hdnd.named = function (name) {
    if (Object.hasOwn(table, name)) return table[name];
    for (const { own, places, said } of patterns) {
      const match = own.exec(name);
      const values = match ? match.slice(1).map((value, at) => (places[at] === "{x}" ? hdnd.named(value) : value)) : [];
      if (match && values.every(Boolean)) return said.replace(PLACE, () => values.shift());
    }
    const parts = name.includes(", ") ? name.split(", ").map(hdnd.named) : [];
    return parts.length && parts.every(Boolean) ? parts.join(", ") : "";
  };

  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

  /**
   * A date as readers of the page's language take it: 08/07/2024, 8 Jul 2024.
   * @param {string} date  as 2024-07-08
   */
  hdnd.day = function (date) {
    const [year, month, day] = date.split("-");
    return hdnd.isEnglish ? Number(day) + " " + months[Number(month) - 1] + " " + year : [day, month, year].join("/");
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
