/* A package that came alone in a ZIP, or as the text of a SOAP answer: the rules of pipeline/ingest/wrapped.py. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const SOAP = /<(?:[\w.-]+:)?Envelope\b[^>]*(?:schemas\.xmlsoap\.org\/soap|w3\.org\/2003\/05\/soap)/;
  const HEAD = 2048;
  const LEAST = 200;
  const SECTION = "<![CDATA[",
    ENDED = "]]>";
  const OWN = /<(?:[\w.-]+:)?MessageHeader\b|<!DOCTYPE/;
  const ESCAPED = /^&(?:lt|#0*60|#[xX]0*3[cC]);/;
  const ESCAPES = /&(?:lt|gt|quot|apos|amp|#\d{1,7}|#[xX][\da-fA-F]{1,6});/g;
  const SIGNS = /** @type {Record<string, string>} */ ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" });

  /**
   * The package within a file; null where it is none, holds none, or more than one.
   * @param {Uint8Array} bytes
   * @param {string} kind
   * @param {Rules} rules
   * @returns {Inner|null}
   */
  hdnd.wrapped = function (bytes, kind, rules) {
    if (kind === "zip") return zipped(bytes, rules);
    return kind === "xml" || kind === "edxml" ? inSoap(bytes) : null;
  };

  /**
   * The one package of a ZIP.
   * @param {Uint8Array} bytes
   * @param {Rules} rules
   * @returns {Inner|null}
   */
  function zipped(bytes, rules) {
    const zip = hdnd.zip(bytes),
      files = zip.entries.filter((entry) => !hdnd.isSystemEntry(entry.name));
    if (files.length !== 1 || !/\.(?:edxml|xml)$/i.test(files[0].name)) return null;
    const fault = hdnd.zipFault(bytes, zip, rules.attachments, rules.mb * 1e6);
    const data = fault ? null : hdnd.unzipped(bytes, files[0]);
    const names = zip.entries.map((entry) => entry.name);
    return {
      bytes: data || new Uint8Array(0),
      names: names,
      around: null,
      fault: fault || (data ? "" : "archive-damaged"),
    };
  }

  /**
   * The one package that a SOAP answer says; an envelope of 2012 is a package itself.
   * @param {Uint8Array} bytes
   * @returns {Inner|null}
   */
  function inSoap(bytes) {
    if (!SOAP.test(hdnd.latin(bytes, 0, HEAD))) return null;
    const text = new TextDecoder().decode(bytes);
    const sections = sectionsOf(text),
      bare = without(text, sections);
    if (OWN.test(bare)) return null;
    const texts = textsOf(bare).map(([begin, end]) => ({
      place: [begin, end],
      inner: said(bare.slice(begin, end).trim()),
    }));
    const plain = sections.map(([begin, end]) => ({
      place: [begin, end],
      inner: ofSection(text.slice(begin + SECTION.length, end - ENDED.length)),
    }));
    const carried = [...texts, ...plain].filter((one) => one.inner && isPackage(one.inner));
    if (carried.length !== 1) return null;
    const { place, inner } = carried[0];
    const around = hdnd.parseXml(without(text, [place]), false);
    return around.problem ? null : { bytes: inner || new Uint8Array(0), names: [], around: around, fault: "" };
  }

  /**
   * Where the long texts stand that an element ends behind, as begin and end; a bare ">" is one of their signs.
   * @param {string} text
   */
  function textsOf(text) {
    const found = /** @type {number[][]} */ ([]);
    const pieces = text.split("<");
    let at = 0;
    pieces.forEach(function (piece, index) {
      const begin = piece.indexOf(">") + 1;
      const ends = (pieces[index + 1] || "").startsWith("/");
      if (begin && ends && piece.length - begin >= LEAST) found.push([at + begin, at + piece.length]);
      at += piece.length + 1;
    });
    return found;
  }

  /**
   * Where each CDATA section stands, as begin and end.
   * @param {string} text
   */
  function sectionsOf(text) {
    const found = [];
    let end = 0;
    for (;;) {
      const begin = text.indexOf(SECTION, end),
        close = begin < 0 ? -1 : text.indexOf(ENDED, begin);
      if (close < 0) return found;
      end = close + ENDED.length;
      found.push([begin, end]);
    }
  }

  /**
   * The same text with blanks there.
   * @param {string} text
   * @param {number[][]} places
   */
  function without(text, places) {
    const kept = [];
    let at = 0;
    for (const [begin, end] of places) {
      kept.push(text.slice(at, begin), " ".repeat(end - begin));
      at = end;
    }
    return kept.join("") + text.slice(at);
  }

  /**
   * What a section says, as it stands or in Base64.
   * @param {string} inner
   */
  function ofSection(inner) {
    return inner.includes("<") ? new TextEncoder().encode(inner) : said(inner.trim());
  }

  /**
   * What a text says whose signs are escaped, or that is Base64, as bytes; null where it is neither.
   * @param {string} text
   */
  function said(text) {
    if (ESCAPED.test(text)) return new TextEncoder().encode(text.replace(ESCAPES, unescaped));
    const decoded = hdnd.base64(text);
    return decoded.problem || decoded.unpadded ? null : decoded.bytes;
  }

  /**
   * The sign that an escape says, by its name or its number.
   * @param {string} sign
   */
  function unescaped(sign) {
    const said = sign.slice(1, -1),
      hex = /^#x/i.test(said);
    const number = said.startsWith("#") ? Number.parseInt(said.slice(hex ? 2 : 1), hex ? 16 : 10) : 0;
    return number ? (number <= 0x10ffff ? String.fromCodePoint(number) : "\ufffd") : SIGNS[said] || sign;
  }

  /**
   * Whether bytes are a package.
   * @param {Uint8Array} bytes
   */
  function isPackage(bytes) {
    const text = hdnd.latin(bytes);
    return /^(?:\xef\xbb\xbf)?\s*</.test(text) && text.includes("MessageHeader");
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
