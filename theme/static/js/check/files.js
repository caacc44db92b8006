/* Attachments: decoded, taken out of their wrappers, told by their bytes, their names judged; the rules of pipeline/ingest. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const PROGRAMS =
    /^(?:exe|com|scr|pif|bat|cmd|ps1|vb[se]|jse?|ws[fh]|hta|msi|jar|lnk|php\d?|phtml|aspx?|jsp|cgi|sh|dll|reg)$/i;
  const REORDERING = /[\u2028-\u202e\u2066-\u2069\x00-\x1f\x7f-\x9f\ufffe\uffff]/;
  const PUBLISHED = ["pdf", "docx", "doc", "odt", "rtf", "html", "mht", "jpg", "png", "tif", "xlsx", "xls", "ods"];
  const KNOWN = [
    ...PUBLISHED,
    "docm",
    "xlsm",
    "pptx",
    "ole",
    "svg",
    "zip",
    "xml",
    "edxml",
    "mime",
    "txt",
    "md",
    "js",
    "exe",
    "bin",
  ];
  const SAME = /** @type {Record<string, string>} */ ({
    jpeg: "jpg",
    jpe: "jpg",
    tiff: "tif",
    htm: "html",
    xhtml: "html",
    mhtml: "mht",
  });
  const HARMLESS = /** @type {Record<string, string[]>} */ ({
    doc: ["doc", "docx", "rtf"],
    rtf: ["rtf", "doc", "docx"],
    xls: ["xls", "xlsx"],
    jpg: ["jpg", "png", "tif"],
    png: ["jpg", "png", "tif"],
    tif: ["jpg", "png", "tif"],
  });
  const TYPES = /** @type {Record<string, string>} */ ({
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    doc: "application/msword",
    jpg: "image/jpeg",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    xls: "application/vnd.ms-excel",
    tif: "image/tiff",
    odt: "application/vnd.oasis.opendocument.text",
    ods: "application/vnd.oasis.opendocument.spreadsheet",
    txt: "text/plain",
    mht: "application/x-mimearchive",
  });
  const ENDS = /** @type {Record<string, string>} */ ({
    pdf: "%%EOF",
    jpg: "\xff\xd9",
    png: "IEND",
    rtf: "}",
    zip: "PK\x05\x06",
  });

  /**
   * Base64 as pipeline/ingest/base64_file.py reads it: the blanks of XML and missing padding at the end, nothing else.
   * @param {string} text
   * @returns {Decoded}
   */
  hdnd.base64 = function (text) {
    const compact = text.replace(/[ \t\r\n]/g, ""),
      bare = compact.replace(/=+$/, ""),
      rest = bare.length % 4;
    const padding = compact.length - bare.length;
    const faulty = { bytes: new Uint8Array(0), problem: "b64-invalid", unpadded: false };
    if (!bare && !padding) return { bytes: faulty.bytes, problem: "attachment-empty", unpadded: false };
    if (/[^A-Za-z0-9+/]/.test(bare) || rest === 1 || (padding && (rest === 0 || padding > 4 - rest))) return faulty;
    try {
      const letters = atob(bare + "=".repeat((4 - rest) % 4)),
        bytes = new Uint8Array(letters.length);
      for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
      if (rest && btoa(letters.slice(-(rest - 1))).replace(/=+$/, "") !== bare.slice(-rest)) return faulty;
      return { bytes: bytes, problem: bytes.length ? "" : "attachment-empty", unpadded: Boolean(rest) && !padding };
    } catch {
      return faulty;
    }
  };

  /**
   * The parts of a multipart message, XML first; none where it ends before its closing line.
   * @param {Uint8Array} bytes
   */
  hdnd.mimeParts = function (bytes) {
    const all = hdnd.latin(bytes);
    const told = /^--([^\r\n]+)/.exec(all) || /boundary="([^"\r\n]+)"|boundary=([^\s;]+)/i.exec(all.slice(0, 8192));
    const boundary = told ? (told[1] || told[2]).trim() : "";
    const pieces = boundary
      ? ("\n" + all).split(
          new RegExp("\\r?\\n--" + boundary.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&") + "[ \\t]*(?=\\r?\\n|--)"),
        )
      : [];
    if (pieces.length < 3 || !pieces[pieces.length - 1].startsWith("--")) return [];
    return pieces.slice(1, -1).map(partOf);
  };

  /**
   * A part of a message, decoded.
   * @param {string} piece
   * @returns {Part}
   */
  function partOf(piece) {
    const [, head, body] = /^\r?\n?([\s\S]*?)(?:\r?\n\r?\n)([\s\S]*)$/.exec(piece) || [null, piece, ""];
    const field = (/** @type {string} */ name) =>
      (new RegExp("^" + name + "\\s*:\\s*([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)", "im").exec(head) || ["", ""])[1];
    const name = /(?:file)?name\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(
      field("Content-Disposition") + ";" + field("Content-Type"),
    );
    const made = {
      id: field("Content-ID").trim().replace(/^<|>$/g, ""),
      name: name ? utf8(name[1] || name[2]) : "",
      type: field("Content-Type").split(";")[0].trim().toLowerCase(),
    };
    const encoding = field("Content-Transfer-Encoding").trim().toLowerCase();
    if (encoding === "base64") return Object.assign(made, hdnd.base64(body));
    const plain =
      encoding !== "quoted-printable"
        ? body
        : body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
    return Object.assign(made, {
      bytes: bytesOf(plain),
      problem: "",
      unpadded: false,
    });
  }

  /**
   * Letters of one byte as UTF-8.
   * @param {string} letters
   */
  function utf8(letters) {
    return new TextDecoder().decode(bytesOf(letters));
  }

  /**
   * Text of one letter a byte as bytes.
   * @param {string} letters
   */
  function bytesOf(letters) {
    return Uint8Array.from(Array.from(letters, (letter) => letter.charCodeAt(0) & 255));
  }

  /**
   * Judge the files of a package one by one, those in wrappers taken out.
   * @param {Sent[]} files
   * @param {boolean} alone for a bare file, where HTML is a document and text is checked
   * @param {Rules} rules
   * @param {Checked} answer its `files` are filled
   * @param {Add} add
   */
  hdnd.receive = function (files, alone, rules, answer, add) {
    files.forEach(function (file, at) {
      for (const one of opened(file, at, rules, answer, add)) {
        if (answer.files.length === rules.attachments) return add("too-many-attachments");
        judge(one, alone, "tệp " + (answer.files.length + 1), answer, add);
      }
    });
  };

  /**
   * The files of one attachment; a ZIP in a ZIP is opened within what the outer one leaves.
   * @param {Sent} file
   * @param {number} at its place, from 0
   * @param {Rules} rules
   * @param {Checked} answer
   * @param {Add} add
   * @returns {Sent[]}
   */
  function opened(file, at, rules, answer, add) {
    let left = rules.mb * 1e6;
    const outer = unwrapped(file, at, left, rules, answer, add);
    left -= outer.reduce((sum, one) => sum + (one.wrapped ? one.bytes.length : 0), 0);
    return outer.flatMap(function (one) {
      const inner = one.wrapped ? unwrapped(one, at, left, rules, answer, add) : [one];
      left -= inner.reduce((sum, deeper) => sum + (deeper === one ? 0 : deeper.bytes.length), 0);
      return inner;
    });
  }

  /**
   * The files in a wrapper, or the file itself; none where the wrapper may not be used.
   * @param {Sent} file
   * @param {number} at its place, from 0
   * @param {number} left bytes that it may hold
   * @param {Rules} rules
   * @param {Checked} answer its `entries` are filled
   * @param {Add} add
   * @returns {Sent[]}
   */
  function unwrapped(file, at, left, rules, answer, add) {
    if (hdnd.kindOf(file.bytes, file.name) !== "zip") return [file];
    const zip = hdnd.zip(file.bytes),
      ending = hdnd.ending(file.name),
      place = "tệp " + (at + 1);
    const single = zip.entries.length === 1 && hdnd.ending(zip.entries[0].name) === ending;
    if (!single && /^(?:doc[xm]|xls[xm]|pptx|od[ts])$/.test(ending)) return [file];
    answer.entries.push(...zip.entries.map((entry) => entry.name));
    if (isHostile(file.name)) add("name-hostile", place);
    const fault = hdnd.zipFault(file.bytes, zip, rules.attachments, left);
    if (fault) {
      add(fault, place);
      return [];
    }
    const entries = zip.entries.filter((entry) => !hdnd.isSystemEntry(entry.name));
    const data = entries.map((entry) => hdnd.unzipped(file.bytes, entry));
    if (data.includes(null)) {
      add("archive-damaged", place);
      return [];
    }
    add("archive-unwrapped", place);
    const keeps = entries.length === 1 && ending !== "zip" && ending !== "";
    return entries.map((entry, index) => ({
      bytes: data[index],
      name: keeps ? file.name : entry.name.replace(/\\/g, "/").split("/").pop(),
      declared: file.declared,
      wrapped: true,
      unpadded: false,
    }));
  }

  /**
   * One file: its name, its kind, whether they agree, what its bytes show.
   * @param {Sent} file
   * @param {boolean} alone
   * @param {string} place
   * @param {Checked} answer
   * @param {Add} add
   */
  function judge(file, alone, place, answer, add) {
    const kind = hdnd.kindOf(file.bytes, file.name),
      hostile = isHostile(file.name);
    answer.files.push({ name: file.name, kind: kind, size: file.bytes.length });
    if (hostile) add("name-hostile", place);
    else if (cleaned(file.name) !== file.name || !/[\p{L}\p{N}_]/u.test(file.name)) add("name-cleaned", place);
    if (!kind) return add("attachment-empty", place);
    if (kind === "zip" && /^(?:docx|xlsx|od[ts])$/.test(hdnd.ending(file.name))) return add("file-damaged", place);
    const allowed = alone ? kind === "txt" || kind === "md" : kind !== "html" && kind !== "mht";
    if (file.wrapped && kind === "edxml") add("type-not-allowed", place, { media: kind });
    else if (!(PUBLISHED.includes(kind) && (alone || allowed)) && !(alone && allowed))
      add("type-not-allowed", place, { media: kind });
    let ending = hdnd.ending(file.name);
    ending = SAME[ending] || ending;
    if (KNOWN.includes(ending) && ending !== kind)
      add((HARMLESS[ending] || []).includes(kind) ? "type-lie" : "type-mismatch", place, { media: kind });
    else if (file.declared && !file.wrapped && !file.declared.includes(kind) && !isType(file.declared, kind))
      add("type-lie", place, { media: kind });
    if (hdnd.latin(file.bytes, 0, 1024).includes("EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE"))
      add("malware-signature", place);
    if (kind === "pdf") hdnd.pdfFaults(file.bytes).forEach((code) => add(code, place));
    if (file.unpadded && !hasEnd(file.bytes, kind)) add("file-damaged", place);
  }

  /**
   * Whether a declared type is that of a kind.
   * @param {string} declared
   * @param {string} kind
   */
  function isType(declared, kind) {
    return TYPES[kind] === declared;
  }

  /**
   * Whether a file has the end that its kind has.
   * @param {Uint8Array} bytes
   * @param {string} kind
   */
  function hasEnd(bytes, kind) {
    const mark = ENDS[kind];
    return !mark || hdnd.latin(bytes, Math.max(0, bytes.length - 1024)).includes(mark);
  }

  /**
   * A number such as 12/2024/NQ-HĐND in a name is no path.
   * @param {string} name
   */
  function isNumber(name) {
    return /^(?:[^/\\]*[\s_])?\d{1,6}[a-zđ]?(?:\/\d{4})?\/[A-ZĐ][\p{L}\p{N}_.-]*(?:[\s_][^/\\]*)?$/u.test(name);
  }

  /**
   * Whether a name leads elsewhere, reorders itself or names a program.
   * @param {string} name
   */
  function isHostile(name) {
    if (REORDERING.test(name) || /%(?:2e|2f|5c|00|c0|c1|25)/i.test(name)) return true;
    const wide = name.normalize("NFKC").trim();
    if (/[/\\]/.test(wide) && !(isNumber(wide) && !wide.includes("\\"))) return true;
    if (wide.startsWith("~") || /:(?!\s)/.test(wide)) return true;
    return wide
      .split(".")
      .slice(1)
      .some((part) => PROGRAMS.test(part.trim()));
  }

  /**
   * A name as it will be shown.
   * @param {string} name
   */
  function cleaned(name) {
    let shown = name
      .normalize("NFC")
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, "");
    if (isNumber(shown)) shown = shown.replace(/\//g, "-");
    return shown
      .split(/[/\\／＼]/)
      .pop()
      .replace(/\s+/g, " ")
      .replace(/^[ .]+|[ .]+$/g, "")
      .slice(0, 200);
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
