/* What a file is, told by its bytes, and what a ZIP holds: the rules of pipeline/media.py and pipeline/ingest/archive_zip.py. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MAGIC = [
    ["%PDF-", "pdf"],
    ["{\\rtf", "rtf"],
    ["\xff\xd8\xff", "jpg"],
    ["\x89PNG\r\n\x1a\n", "png"],
    ["II*\0", "tif"],
    ["MM\0*", "tif"],
    ["MZ", "exe"],
    ["\x7fELF", "exe"],
    ["\xca\xfe\xba\xbe", "exe"],
    ["\xcf\xfa\xed\xfe", "exe"],
    ["#!", "js"],
  ];
  const OLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  const HTML =
    /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|table|div|p|style|iframe)\b/i;
  const MAIL = /^(?:mime-version|content-type|message-id|date|from|soapaction)\s*:|^--[^\s-]/i;
  const PART = /^(?:content-type\s*:\s*|\s+type\s*=\s*"?)(?!multipart\/)([\w.+/-]+)/im;
  const MAIL_BODY = /multipart\/related|^content-(?:type|id|transfer-encoding)\s*:/im;
  const SCRIPTS = /^(?:js|vbs|vba|bat|cmd|ps1|sh|php|py|wsf|hta|jse|vbe)$/;
  const BY_NAME = /** @type {Record<string, string>} */ ({
    htm: "html",
    html: "html",
    xhtml: "html",
    mht: "mht",
    mhtml: "mht",
    md: "md",
    markdown: "md",
  });
  const DATA_URL = /^data[\w+/]{0,100}base64[A+/]{0,3}$/;
  const DATA_URL_AS_TYPED = /^data:(?:[\w/+.-]{3,60})?(?:;[\w.-]{1,20}=[\w. -]{1,60})*;base64,$/;
  const RATIO = 200,
    FREE_BYTES = 1 << 20,
    MOST_ENTRIES = 2000;

  /**
   * Bytes as text of one letter a byte.
   * @param {Uint8Array} bytes
   * @param {number} [start]
   * @param {number} [end]
   * @returns {string}
   */
  hdnd.latin = function (bytes, start, end) {
    const parts = [];
    const part = bytes.subarray(start || 0, end === undefined ? bytes.length : end);
    for (let at = 0; at < part.length; at += 8192) parts.push(String.fromCharCode(...part.subarray(at, at + 8192)));
    return parts.join("");
  };

  /**
   * The text of XML: UTF-16 where its first bytes say so, else UTF-8.
   * @param {Uint8Array} bytes
   * @returns {string}
   */
  hdnd.decoded = function (bytes) {
    return new TextDecoder(isLittle(bytes) ? "utf-16le" : isBig(bytes) ? "utf-16be" : "utf-8").decode(bytes);
  };

  /**
   * Whether text is in UTF-16.
   * @param {Uint8Array} bytes
   */
  hdnd.isWide = function (bytes) {
    return isLittle(bytes) || isBig(bytes);
  };

  /**
   * Whether text begins as UTF-16 with the low byte first does, with its mark or a letter.
   * @param {Uint8Array} bytes
   */
  function isLittle(bytes) {
    return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] > 0 && bytes[1] === 0 && bytes[3] === 0);
  }

  /**
   * The same with the high byte first.
   * @param {Uint8Array} bytes
   */
  function isBig(bytes) {
    return (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] > 0 && bytes[2] === 0);
  }

  /**
   * The ending of the kind of a file: pdf, docx, zip, edxml, mime, …; "bin" for what is unknown, "" for an empty file.
   * @param {Uint8Array} bytes
   * @param {string} name
   * @returns {string}
   */
  hdnd.kindOf = function (bytes, name) {
    const head = hdnd.latin(bytes, 0, 4096);
    if (!head) return "";
    const known = MAGIC.find(([magic]) => head.startsWith(magic));
    if (known) return known[1];
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) return zipKind(bytes);
    if (head.startsWith(OLE)) return oleKind(bytes);
    if (head.slice(0, 1024).includes("%PDF-")) return "pdf";
    return textKind(bytes, head, hdnd.ending(name));
  };

  /**
   * What follows the last dot of a name, in lower case.
   * @param {string} name
   */
  hdnd.ending = function (name) {
    const found = /\.([A-Za-z0-9]{1,8})[\s.]*$/.exec(name);
    return found ? found[1].toLowerCase() : "";
  };

  /**
   * The kind of what has no sign of its own.
   * @param {Uint8Array} bytes
   * @param {string} head its first bytes, a letter each
   * @param {string} ending of its name
   */
  function textKind(bytes, head, ending) {
    const text = hdnd.decoded(bytes.subarray(0, 4096));
    if (ending !== "txt" && ending !== "md") {
      if (MAIL.test(head) && MAIL_BODY.test(head.slice(0, 2048)))
        return /^(?:text\/html|application\/xhtml\+xml)$/i.test((PART.exec(head) || ["", ""])[1]) ? "mht" : "mime";
      if (HTML.test(text.replace(/^\ufeff/, ""))) return "html";
      if (/<\?xml\b|<(?:[\w.-]+:)?(?:edXML|Envelope|svg)\b/i.test(text.slice(0, 2048))) return markedUp(text);
    }
    if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(head)) return "bin";
    return SCRIPTS.test(ending) ? "js" : BY_NAME[ending] || "txt";
  }

  /**
   * The kind of XML, by its first elements.
   * @param {string} text
   */
  function markedUp(text) {
    if (/edxml|<(?:[\w.-]+:)?MessageHeader\b/i.test(text)) return "edxml";
    if (/<html\b/i.test(text)) return "html";
    return /<svg\b/i.test(text) ? "svg" : "xml";
  }

  /**
   * The kind of an OLE file, by the streams that it names in UTF-16.
   * @param {Uint8Array} bytes
   */
  function oleKind(bytes) {
    const all = hdnd.latin(bytes);
    const has = (/** @type {string} */ name) => all.includes(name.split("").join("\0") + "\0\0\0");
    return has("WordDocument") ? "doc" : has("Workbook") || has("Book") ? "xls" : "ole";
  }

  /**
   * The kind of a ZIP: what its list of types or its mimetype says, else an archive.
   * @param {Uint8Array} bytes
   */
  function zipKind(bytes) {
    const zip = hdnd.zip(bytes);
    const names = zip.entries.map((entry) => entry.name);
    if (names.includes("[Content_Types].xml")) {
      const types = hdnd.latin(
        hdnd.unzipped(bytes, zip.entries[names.indexOf("[Content_Types].xml")]) || new Uint8Array(0),
      );
      const active = /macroenabled/i.test(types);
      const folder = ["word/", "xl/", "ppt/"].find((start) => names.some((name) => name.startsWith(start)));
      return { "word/": active ? "docm" : "docx", "xl/": active ? "xlsm" : "xlsx", "ppt/": "pptx" }[folder] || "zip";
    }
    if (!names.includes("mimetype")) return "zip";
    const said = hdnd.latin(hdnd.unzipped(bytes, zip.entries[names.indexOf("mimetype")]) || new Uint8Array(0)).trim();
    return (
      { "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods" }[
        said
      ] || "zip"
    );
  }

  /**
   * The directory of a ZIP; `broken` where it has none that can be read.
   * @param {Uint8Array} bytes
   * @returns {Zip}
   */
  hdnd.zip = function (bytes) {
    const tail = hdnd.latin(bytes, Math.max(0, bytes.length - 65557));
    const end = tail.lastIndexOf("PK\x05\x06");
    if (end < 0 || end > tail.length - 22) return { entries: [], broken: true, last: 0 };
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const record = Math.max(0, bytes.length - 65557) + end;
    const entries = [];
    let at = record - view.getUint32(record + 12, true);
    const before = at - view.getUint32(record + 16, true); // bytes that lie before the archive
    for (let count = view.getUint16(record + 10, true); count > 0; count--) {
      if (at < 0 || at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
        return { entries: entries, broken: true, last: 0 };
      const length = view.getUint16(at + 28, true);
      const utf8 = view.getUint16(at + 8, true) & 0x800;
      const raw = bytes.subarray(at + 46, at + 46 + length);
      entries.push({
        name: utf8 ? new TextDecoder().decode(raw) : hdnd.latin(raw),
        locked: Boolean(view.getUint16(at + 8, true) & 1),
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        mode: view.getUint16(at + 40, true) & 0xf000,
        at: before + view.getUint32(at + 42, true),
      });
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return { entries: entries, broken: false, last: record + 22 + view.getUint16(record + 20, true) };
  };

  /**
   * The bytes of an entry; null where they cannot be read.
   * @param {Uint8Array} bytes
   * @param {ZipEntry} entry
   * @returns {Uint8Array|null}
   */
  hdnd.unzipped = function (bytes, entry) {
    try {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
      const packed = bytes.subarray(start, start + entry.packed);
      const made =
        entry.method === 0
          ? packed
          : entry.method === 8
            ? hdnd.inflateRaw(packed, { out: new Uint8Array(entry.size) })
            : null;
      return made && made.length === entry.size ? made : null;
    } catch {
      return null;
    }
  };

  /**
   * Why nothing of a ZIP around files may be used; "" for nothing.
   * @param {Uint8Array} bytes
   * @param {Zip} zip
   * @param {number} most files
   * @param {number} limit bytes of them all
   */
  hdnd.zipFault = function (bytes, zip, most, limit) {
    const files = zip.entries.filter((entry) => !isSystem(entry.name));
    if (zip.broken) return "archive-damaged";
    if (zip.entries.length > MOST_ENTRIES) return "archive-bomb";
    if (!files.length) return "attachment-empty";
    if (files.length > most) return "too-many-attachments";
    if (new Set(zip.entries.map((entry) => entry.name)).size < zip.entries.length) return "archive-ambiguous";
    if (zip.entries.some(isAstray)) return "archive-path";
    if (zip.entries.some((entry) => entry.locked)) return "archive-damaged";
    if (zip.entries.reduce((sum, entry) => sum + entry.packed, 0) > bytes.length) return "archive-bomb";
    if (zip.last < bytes.length || Math.min(...zip.entries.map((entry) => entry.at)) > 0) return "polyglot";
    if (files.some((entry) => entry.size > Math.max(FREE_BYTES, entry.packed * RATIO))) return "archive-bomb";
    return files.reduce((sum, entry) => sum + entry.size, 0) > limit ? "archive-bomb" : "";
  };

  /**
   * Whether an entry is of a system, not a file that somebody sent.
   * @param {string} name
   */
  function isSystem(name) {
    const low = name.toLowerCase().replace(/\\/g, "/");
    return (
      low.endsWith("/") || low.startsWith("__macosx/") || /(?:^|\/)(?:\.ds_store|thumbs\.db|desktop\.ini)$/.test(low)
    );
  }
  hdnd.isSystemEntry = isSystem;

  /**
   * Whether an entry leads out of its folder, or is no plain file.
   * @param {ZipEntry} entry
   */
  function isAstray(entry) {
    const steps = entry.name.replace(/\\/g, "/").split("/");
    const special = entry.mode !== 0 && entry.mode !== 0x8000 && entry.mode !== 0x4000;
    const outside = /^[/\\~]/.test(entry.name) || steps.includes("..") || /[:\0]/.test(entry.name);
    return special || outside || steps.length > 10 || entry.name.length > 1000;
  }

  /**
   * What a look at the bytes of a PDF shows: cut short, mangled, a second format around it.
   * @param {Uint8Array} bytes
   */
  hdnd.pdfFaults = function (bytes) {
    const all = hdnd.latin(bytes),
      found = [];
    let before = all
      .slice(0, all.indexOf("%PDF-"))
      .replace(/^\xef\xbb\xbf/, "")
      .trim();
    const end = all.lastIndexOf("%%EOF");
    if (before && (DATA_URL.test(btoa(all.slice(0, all.indexOf("%PDF-")))) || DATA_URL_AS_TYPED.test(before))) {
      before = "";
      found.push("pdf-data-url");
    }
    if (before || (end >= 0 && all.lastIndexOf("PK\x05\x06") > end)) found.push("polyglot");
    if (end < 0)
      found.push(
        !all.includes("startxref") || /[\r\n]%(?:%(?:E(?:O)?)?)?$/.test(all.slice(-1024))
          ? "pdf-damaged"
          : "pdf-unfinished",
      );
    if (all.split("\xef\xbf\xbd").length - 1 > 50) found.push("pdf-mangled");
    return found;
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
