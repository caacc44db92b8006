/*
 * Signs that XML wants written otherwise, put right where they can be read in one way alone, as pipeline/ingest/mending.py
 * does it: a bare & or <, names of signs of HTML, attributes without quotes, control signs.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const BREAK = "\x85",
    NOTHING = "\x80";
  const OURS = "amp lt gt quot apos";
  const LATIN = // from U+00A0 on
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 " +
    "sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc " +
    "Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve " +
    "Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute " +
    "acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde " +
    "ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
  const PRINT = /** @type {Record<string, number>} */ ({
    ensp: 0x2002,
    emsp: 0x2003,
    thinsp: 0x2009,
    zwnj: 0x200c,
    zwj: 0x200d,
    lrm: 0x200e,
    rlm: 0x200f,
    ndash: 0x2013,
    mdash: 0x2014,
    lsquo: 0x2018,
    rsquo: 0x2019,
    sbquo: 0x201a,
    ldquo: 0x201c,
    rdquo: 0x201d,
    bdquo: 0x201e,
    dagger: 0x2020,
    Dagger: 0x2021,
    bull: 0x2022,
    hellip: 0x2026,
    permil: 0x2030,
    prime: 0x2032,
    Prime: 0x2033,
    lsaquo: 0x2039,
    rsaquo: 0x203a,
  });
  const SIGNS = /** @type {Record<string, string>} */ ({});
  LATIN.split(" ").forEach((name, at) => {
    SIGNS[name] = String.fromCharCode(0xa0 + at);
  });
  for (const name in PRINT) SIGNS[name] = String.fromCharCode(PRINT[name]);
  const NAMED = Object.keys(SIGNS).join("|");
  const NAME = "[A-Za-z_:\\u00c0-\\uffff][\\w:.\\-\\u00c0-\\uffff]*";
  const VALUE = "\"[^\"<]*\"|'[^'<]*'|[^\\s\"'<>=`]*[^\\s\"'<>=`/](?=[\\s>])";
  const ODD = new RegExp(
    "<!--(?:[^]*?-->|[^]*)|<!\\[CDATA\\[(?:[^]*?\\]\\]>|[^]*)|<\\?(?:[^]*?\\?>|[^]*)" +
      "|&(" +
      NAMED +
      ");|&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});" +
      "|(&(?!#|\\w+;|(?:" +
      NAMED +
      "|" +
      OURS.replace(/ /g, "|") +
      ")(?![A-Za-z0-9])))" +
      "|(<(?![A-Za-z_:/!?\\u00c0-\\uffff]))|(\\]\\]>)" +
      "|<" +
      NAME +
      "(?:\\s+" +
      NAME +
      "\\s*=\\s*(?:" +
      VALUE +
      "))+\\s*/?>",
    "g",
  );
  const ATTRIBUTE = new RegExp("(\\s" + NAME + "\\s*=\\s*)(" + VALUE + ")", "g");
  const CONTROL = /[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\ufffe\uffff]/g;
  const SAID = /** @type {Record<string, string>} */ ({
    and: "dấu & viết rời",
    less: "dấu < viết rời",
    sign: "tên ký tự của HTML (như &nbsp;)",
    end: "dấu ]]> viết rời",
    quotes: "thuộc tính thiếu dấu ngoặc kép",
    control: "ký tự điều khiển",
  });

  /**
   * The sign that stands for one which XML forbids: the end of a line, or nothing.
   * @param {string} sign
   */
  const allowed = (sign) => (/[\x0b\x0c\x1c\x1d\x1e\x1f]/.test(sign) ? BREAK : NOTHING);

  /**
   * A package's text mended, and what was put right in it; "" for nothing.
   * @param {string} text from where its XML begins
   * @returns {{text: string, what: string}}
   */
  hdnd.mended = function (text) {
    if (text.includes("\ufffd")) return { text: text, what: "" }; // bytes that are no UTF-8
    const found = /** @type {Set<string>} */ (new Set());
    const bare = text.replace(/[\0\x1a \t\r\n]+$/, "");
    if (text.slice(bare.length).search(CONTROL) >= 0) found.add("control");
    const clean = bare.replace(CONTROL, function (sign) {
      found.add("control");
      return allowed(sign);
    });
    const mended = signs(clean, found);
    const what = Object.keys(SAID).filter((kind) => found.has(kind));
    return { text: mended, what: what.map((kind) => SAID[kind]).join(", ") };
  };

  /**
   * @param {string} text
   * @param {Set<string>} found the kinds of what was put right
   * @returns {string}
   */
  function signs(text, found) {
    return text.replace(ODD, function (whole, sign, number, and, less, end) {
      if (number) return reference(whole, number, found);
      if (sign || and || less || end) {
        found.add(sign ? "sign" : and ? "and" : less ? "less" : "end");
        return sign ? SIGNS[sign] : and ? "&amp;" : less ? "&lt;" : "]]&gt;";
      }
      if (/^<[!?]/.test(whole)) return whole;
      return whole.replace(ATTRIBUTE, function (_, before, value) {
        const said = signs(value, found);
        if (/^["']/.test(value)) return before + said;
        found.add("quotes");
        return before + '"' + said + '"';
      });
    });
  }

  /**
   * A break of a line by its number; any other sign that XML forbids stays a fault.
   * @param {string} whole
   * @param {string} number
   * @param {Set<string>} found
   */
  function reference(whole, number, found) {
    const code = number[0] === "x" ? parseInt(number.slice(1), 16) : parseInt(number, 10);
    if (code > 0xff || allowed(String.fromCharCode(code)) !== BREAK) return whole;
    found.add("control");
    return BREAK;
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
