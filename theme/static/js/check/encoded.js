/* What a field says once encodings left in it are undone: the rules of pipeline/gate/encoded.py. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MOST = 3; // encodings one over another
  const NAMED = /** @type {Record<string, string>} */ ({
    lt: "<",
    gt: ">",
    amp: "&",
    quot: '"',
    apos: "'",
    nbsp: "\u00a0",
  });

  /**
   * The text itself, and what it becomes when encodings are undone, one after the other.
   * @param {string} said
   * @returns {string[]}
   */
  hdnd.readings = function (said) {
    const found = [said];
    if (!/[&%\\\u202e]|=\?/.test(said)) return found;
    for (let at = 0; at < MOST; at += 1) found.push(undone(found[at]));
    return Array.from(new Set(found));
  };

  /**
   * @param {string} said
   */
  function undone(said) {
    return inFull(words(said))
      .replace(/&#(\d{1,7});|&#x([0-9a-f]{1,6});|&([a-z]{2,4});/gi, (whole, ten, sixteen, name) =>
        name ? NAMED[name.toLowerCase()] || whole : letter(ten ? Number(ten) : parseInt(sixteen, 16), whole),
      )
      .replace(/\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})/gi, (whole, wide, narrow) =>
        letter(parseInt(wide || narrow, 16), whole),
      )
      .replace(/\u202e([^\u202c\n]*)\u202c?/g, (_, turned) => Array.from(turned).reverse().join(""));
  }

  /**
   * @param {number} code
   * @param {string} otherwise
   */
  function letter(code, otherwise) {
    return code < 0x110000 && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : otherwise;
  }

  /**
   * Encoded words of mail headers, wherever they stand in the text.
   * @param {string} said
   */
  function words(said) {
    const near = said.replace(/\?=\s+=\?/g, "?==?");
    return near.replace(/=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/gi, function (whole, charset, kind, coded) {
      try {
        const bytes = /b/i.test(kind) ? atob(coded) : quoted(coded);
        return new TextDecoder(charset).decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));
      } catch {
        return whole;
      }
    });
  }

  /**
   * @param {string} coded
   */
  function quoted(coded) {
    return coded.replace(/_/g, " ").replace(/=([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  }

  /**
   * Percent signs with two figures as the letters they stand for.
   * @param {string} said
   */
  function inFull(said) {
    return said.replace(/(?:%[0-9a-f]{2})+/gi, function (run) {
      const bytes = run
        .slice(1)
        .split("%")
        .map((code) => parseInt(code, 16));
      return new TextDecoder("utf-8").decode(Uint8Array.from(bytes));
    });
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
