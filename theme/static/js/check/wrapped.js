/* A package that came alone in a ZIP, or as the text of a SOAP answer: the rules of pipeline/ingest/wrapped.py. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const SOAP = /<(?:[\w.-]+:)?Envelope\b[^>]*(?:schemas\.xmlsoap\.org\/soap|w3\.org\/2003\/05\/soap)/;
  const HEAD = 2048;
  const BASE64 = /(?<=>)\s*[A-Za-z0-9+/][A-Za-z0-9+/\s]{199,}={0,2}\s*(?=<\/)/g;
  const ESCAPED = /(?<=>)\s*&lt;[^<>]{200,}(?=<\/)/g;
  const CDATA = /<!\[CDATA\[\s*(<[\s\S]{200,}?)\]\]>/g;
  const OWN = /<(?:[\w.-]+:)?MessageHeader\b|<!DOCTYPE/;
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
      around: "",
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
    if (OWN.test(text.replace(CDATA, ""))) return null;
    const carried = [BASE64, ESCAPED, CDATA]
      .flatMap((pattern) =>
        Array.from(text.matchAll(pattern), (found) => ({ found: found, inner: said(found, pattern) })),
      )
      .filter((one) => one.inner && begins(one.inner));
    if (carried.length !== 1) return null;
    const { found, inner } = carried[0];
    const around = text.slice(0, found.index) + text.slice(found.index + found[0].length);
    return { bytes: inner, names: [], around: around, fault: "" };
  }

  /**
   * What a text says, as bytes; null where it is no Base64.
   * @param {RegExpMatchArray} found
   * @param {RegExp} pattern
   */
  function said(found, pattern) {
    if (pattern === BASE64) {
      const decoded = hdnd.base64(found[0].trim());
      return decoded.problem || decoded.unpadded ? null : decoded.bytes;
    }
    const plain =
      pattern === CDATA ? found[1] : found[0].trim().replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => SIGNS[name]);
    return new TextEncoder().encode(plain);
  }

  /**
   * Whether bytes are a package.
   * @param {Uint8Array} bytes
   */
  function begins(bytes) {
    const text = hdnd.latin(bytes);
    return /^(?:\xef\xbb\xbf)?\s*</.test(text) && text.includes("MessageHeader");
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
