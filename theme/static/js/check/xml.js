/*
 * The XML of a package as a small tree, read as pipeline/ingest/tree.py reads it: local names in lower case, prefixes that
 * nobody declared, no DOCTYPE, bounded depth and count. A browser's own parser refuses what real senders write.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const DEPTH = 64,
    ELEMENTS = 20000,
    ATTRIBUTES = 64,
    FIELD = 60000,
    JUNK = 4096;
  const UNREAD = /^(?:staffinfo|email|telephone|mobile|fax|website|keyinfo)$/;
  const PAYLOADS =
    /^(?:contenttransferencoded|(?:attachment|file|base64|binary|content)(?:data|content|base64)|base64)$/;
  const ENTITIES = /** @type {Record<string, string>} */ ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" });
  const ENCODINGS = /^(?:utf-8|utf8|utf-16|utf-16le|utf-16be|us-ascii|ascii)$/i;
  const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]/; // U+FFFD stands for bytes that are no UTF-8
  const TOKEN =
    /<!--([\s\S]*?)-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?([\s\S]*?)\?>|<!([A-Za-z]*)|<\/([A-Za-z_:\u00c0-\uffff][\w:.\-\u00c0-\uffff]*)\s*>|<([A-Za-z_:\u00c0-\uffff][\w:.\-\u00c0-\uffff]*)((?:\s+[A-Za-z_:\u00c0-\uffff][\w:.\-\u00c0-\uffff]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
  const DECLARATION =
    /^<\?xml\s+version\s*=\s*(?:"([\w.:-]*)"|'([\w.:-]*)')(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/;
  const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

  /** A fault that ends the reading; `code` is one of docs/reference/reasons.md. */
  class Unreadable extends Error {
    /** @param {string} code */
    constructor(code) {
      super(code);
      this.code = code;
    }
  }

  /**
   * An element, or the whole document, that nothing is in yet.
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @returns {XmlNode}
   */
  function node(name, attributes) {
    return { name: name, attributes: attributes, text: "", children: [], aside: false };
  }

  /**
   * Read XML; `problem` is a code where something stopped the reading: tags that do not match are one such, for how the
   * office's reader repairs them no browser can tell.
   * @param {string} text
   * @param {boolean} wide whether it came in UTF-16
   * @returns {Parsed}
   */
  hdnd.parseXml = function (text, wide) {
    const start = startOf(text);
    const whole = text.slice(Math.max(start, 0));
    const found = start < 0 ? empty("not-xml") : parsed(whole, wide);
    if (found.problem !== "xml-not-well-formed") return found;
    const mended = hdnd.mended(whole);
    const again = mended.what ? parsed(mended.text, wide) : found;
    if (again.problem === found.problem) return found;
    return Object.assign(again, { mended: again.problem === "xml-repaired" ? "" : mended.what });
  };

  /**
   * What is made of nothing.
   * @param {string} problem
   * @returns {Parsed}
   */
  function empty(problem) {
    return { root: node("", {}), problem: problem, comments: [], mended: "" };
  }

  /**
   * @param {string} text from where the XML begins
   * @param {boolean} wide
   */
  function parsed(text, wide) {
    const found = empty("");
    try {
      read(text, wide, found);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      found.problem = error.code;
    }
    return found;
  }

  /**
   * Where XML begins, behind what little may stand before it; -1 for none.
   * @param {string} text
   */
  function startOf(text) {
    const at = text.slice(0, 2 * JUNK).indexOf("<?xml");
    if (at >= 0 && at <= JUNK) return at;
    const bare = text.replace(/^\ufeff/, "").replace(/^\s+/, "");
    return /^<[A-Za-z_]/.test(bare) ? text.length - bare.length : -1;
  }

  /**
   * Refuse another version or encoding than what it came in.
   * @param {string} text
   * @param {boolean} wide
   */
  function declared(text, wide) {
    if (!/^<\?xml\s/.test(text)) return;
    const found = DECLARATION.exec(text);
    if (!found) throw new Unreadable("xml-not-well-formed");
    const encoding = found[3] || found[4];
    if ((found[1] || found[2]) !== "1.0") throw new Unreadable("xml-version");
    if (encoding && (!ENCODINGS.test(encoding) || wide !== /^utf-16/i.test(encoding)))
      throw new Unreadable("xml-bad-encoding");
  }

  /**
   * Fill `found` with what the tags open and close.
   * @param {string} text
   * @param {boolean} wide
   * @param {Parsed} found
   */
  function read(text, wide, found) {
    declared(text, wide);
    const bad = text.search(FORBIDDEN),
      whole = text.length;
    if (bad >= 0) text = text.slice(0, bad);
    const open = [found.root];
    let at = 0,
      count = 0,
      done = false;
    TOKEN.lastIndex = 0;
    for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
      said(open, text.slice(at, token.index));
      at = TOKEN.lastIndex;
      if (token[1] !== undefined && token[1].includes("--")) throw new Unreadable("xml-not-well-formed");
      else if (token[1] !== undefined) found.comments.push(token[1]);
      else if (token[2] !== undefined) open[open.length - 1].text += token[2];
      else if (token[3] !== undefined) found.comments.push(token[3]);
      else if (token[4] !== undefined)
        throw new Unreadable(token[4] === "DOCTYPE" ? "xml-dtd-forbidden" : "xml-not-well-formed");
      else if (token[5] !== undefined) close(open, token[5]);
      else if (token[6] !== undefined) {
        if (done && open.length === 1) throw new Unreadable("xml-not-well-formed");
        if (++count > ELEMENTS) throw new Unreadable("xml-too-large");
        begin(open, token);
        done = true;
      }
    }
    said(open, text.slice(at));
    if (open.length > 1 || !done || text.length < whole) throw new Unreadable("xml-not-well-formed");
  }

  /**
   * An element opens.
   * @param {XmlNode[]} open the elements around it
   * @param {RegExpExecArray} token
   */
  function begin(open, token) {
    const attributes = /** @type {Record<string, string>} */ ({});
    let count = 0;
    token[7].replace(
      ATTRIBUTE,
      function (
        /** @type {string} */ _,
        /** @type {string} */ key,
        /** @type {string} */ one,
        /** @type {string} */ other,
      ) {
        attributes[key] = text(one === undefined ? other : one);
        count++;
        return "";
      },
    );
    if (count > ATTRIBUTES) throw new Unreadable("xml-too-large");
    const name = token[6]
      .slice(token[6].lastIndexOf(":") + 1)
      .toLowerCase()
      .replace("bussiness", "business");
    const made = node(name, attributes);
    made.tag = token[6];
    made.aside = open[open.length - 1].aside || UNREAD.test(name);
    open[open.length - 1].children.push(made);
    made.whole = Boolean(token[8]);
    if (made.whole) return;
    open.push(made);
    if (open.length - 1 > DEPTH) throw new Unreadable("xml-too-deep");
  }

  /**
   * An element closes.
   * @param {XmlNode[]} open
   * @param {string} tag
   */
  function close(open, tag) {
    if (open.length === 1) throw new Unreadable("xml-not-well-formed");
    const last = open.pop();
    if (last.tag !== tag) throw new Unreadable("xml-repaired");
    last.whole = true;
  }

  /**
   * Text between two tags.
   * @param {XmlNode[]} open
   * @param {string} letters
   */
  function said(open, letters) {
    if (!letters) return;
    const last = open[open.length - 1];
    if (letters.includes("<") || letters.includes("]]>")) throw new Unreadable("xml-not-well-formed");
    if (open.length === 1 && letters.trim()) throw new Unreadable("xml-not-well-formed");
    last.text += text(letters);
    if (last.text.length > FIELD && !PAYLOADS.test(last.name)) throw new Unreadable("field-too-long");
  }

  /**
   * Letters with their entities undone; one that is not known is a fault.
   * @param {string} letters
   */
  function text(letters) {
    return letters.replace(
      /&(#x[0-9A-Fa-f]+|#\d+|\w+)?;?/g,
      function (/** @type {string} */ whole, /** @type {string} */ name) {
        if (!name || !whole.endsWith(";")) throw new Unreadable("xml-not-well-formed");
        if (name[0] === "#") {
          const code = name[1] === "x" ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
          if (!(code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff)))
            throw new Unreadable("xml-not-well-formed");
          return String.fromCodePoint(code);
        }
        if (!(name in ENTITIES)) throw new Unreadable("xml-not-well-formed");
        return ENTITIES[name];
      },
    );
  }

  /**
   * All elements below one that have a name, in order; staff and what is beside is left out.
   * @param {XmlNode} top
   * @param {string} name "" for all
   * @returns {XmlNode[]}
   */
  hdnd.below = function (top, name) {
    const found = /** @type {XmlNode[]} */ ([]);
    for (const child of top.children) {
      if (child.aside) continue;
      if (!name || child.name === name) found.push(child);
      found.push(...hdnd.below(child, name));
    }
    return found;
  };

  /**
   * Whether an element holds a file, whatever a gateway calls it.
   * @param {XmlNode} one
   */
  hdnd.isPayload = (one) => PAYLOADS.test(one.name);

  /**
   * The elements reached by stepping down through names.
   * @param {XmlNode} top
   * @param {string[]} names
   */
  hdnd.steps = function (top, names) {
    return names.reduce(
      (nodes, name) => nodes.flatMap((one) => one.children.filter((child) => child.name === name && !child.aside)),
      [top],
    );
  };

  /**
   * The values of what `steps` reaches: one line each, neither empty nor the word null.
   * @param {XmlNode} top
   * @param {string[]} names
   */
  hdnd.values = function (top, names) {
    return hdnd
      .steps(top, names)
      .map((one) => hdnd.oneLine(one.text))
      .filter((said) => said && said !== "null");
  };

  /**
   * Whatever stands between the tags of a file that is no good XML, for the marks in it.
   * @param {string} text
   */
  hdnd.remains = function (text) {
    return text
      .slice(0, 2e6)
      .split(/<[^<>]*>/)
      .filter((said) => said.trim() && !/^[A-Za-z0-9+/=\s]{200,}$/.test(said))
      .map((said) => /** @type {Worded} */ (["", said.slice(0, FIELD), true]));
  };

  /**
   * Clean text in one line.
   * @param {string} said
   */
  hdnd.oneLine = function (said) {
    return said
      .replace(/[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]/g, " ")
      .replace(/[\x00-\x08\x0e-\x1b\x7f-\x9f]/g, "")
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g, "")
      .normalize("NFC")
      .split(/\s+/)
      .filter(Boolean)
      .join(" ");
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
