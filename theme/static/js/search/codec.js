/* Numbers and bytes out of text: docs/reference/search-format.md describes each form. */
(function (hdnd) {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  for (let place = 0; place < 64; place += 1) VALUES[DIGITS.charCodeAt(place)] = place;
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
  const PLACES = new Uint8Array(128);
  for (let place = 0; place < 85; place += 1) PLACES[ALPHABET.charCodeAt(place)] = place;

  /** Call `take` with each number of a string of base-32 digits. */
  hdnd.eachNumber = function (digits, take) {
    let value = 0;
    let shift = 0;
    for (let place = 0; place < digits.length; place += 1) {
      const digit = VALUES[digits.charCodeAt(place)];
      value += (digit & 31) * Math.pow(2, shift);
      shift += 5;
      if (digit < 32) {
        take(value);
        value = 0;
        shift = 0;
      }
    }
  };

  /** Call `take(place, frequency)` with each posting of a list. */
  hdnd.eachPosting = function (digits, take) {
    let place = -1;
    let waiting = false;
    hdnd.eachNumber(digits, function (value) {
      if (waiting) {
        waiting = false;
        take(place, value + 2);
        return;
      }
      place += (value >>> 1) + 1;
      waiting = (value & 1) === 1;
      if (!waiting) take(place, 1);
    });
  };

  /** All numbers of a string of base-32 digits. */
  hdnd.numbersOf = function (digits) {
    const found = [];
    hdnd.eachNumber(digits, (value) => found.push(value));
    return found;
  };

  /** Bytes of a base-85 text (RFC 1924's alphabet, groups of five, big-endian). */
  hdnd.base85 = function (text) {
    const bytes = new Uint8Array(Math.floor(text.length * 4 / 5));
    for (let from = 0, to = 0; from < text.length; from += 5) {
      let value = 0;
      for (let place = from; place < from + 5; place += 1) {
        value = value * 85 + (place < text.length ? PLACES[text.charCodeAt(place)] : 84);
      }
      for (let shift = 3; shift >= 0 && to < bytes.length; shift -= 1, to += 1) {
        bytes[to] = Math.floor(value / Math.pow(256, shift)) % 256;
      }
    }
    return bytes;
  };

  /** Inflate a raw deflate stream that begins with a dictionary of `skip` bytes; resolves to the text behind it. */
  hdnd.inflate = async function (chunks, skip) {
    const stream = new Blob(chunks).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return new TextDecoder().decode(bytes.subarray(skip));
  };
})(globalThis.hdnd = globalThis.hdnd || {});
