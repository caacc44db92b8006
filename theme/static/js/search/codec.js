/* Numbers and bytes out of text: docs/reference/search-format.md describes each form. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  for (let place = 0; place < 64; place += 1) VALUES[DIGITS.charCodeAt(place)] = place;
  const DECODER = new TextDecoder();
  const MARK = 0xe000;
  const SPECIAL = '\0\n\r"\\\u2028\u2029\ufeff\ue000';

  /** Call `take` with each number of a string of base-32 digits. */
  hdnd.eachNumber = function (digits, take) {
    let value = 0;
    let unit = 1;
    for (let place = 0; place < digits.length; place += 1) {
      const digit = VALUES[digits.charCodeAt(place)];
      if (digit > 31) {
        value += (digit - 32) * unit;
        unit *= 32;
      } else {
        take(value + digit * unit);
        value = 0;
        unit = 1;
      }
    }
  };

  /**
   * Write a posting list into `slots` and `often` from place `at` on, slots counted from `start`; the place behind the last.
   * One loop without calls: a list has up to 8,192 postings, and a telephone runs it before it is compiled.
   */
  hdnd.readPostings = function (digits, start, slots, often, at) {
    let slot = start - 1;
    let value = 0;
    let unit = 1;
    let waiting = false;
    for (let place = 0; place < digits.length; place += 1) {
      const digit = VALUES[digits.charCodeAt(place)];
      if (digit > 31) {
        value += (digit - 32) * unit;
        unit *= 32;
        continue;
      }
      value += digit * unit;
      if (waiting) {
        often[at - 1] = value + 2;
        waiting = false;
      } else {
        slot += (value >>> 1) + 1;
        slots[at] = slot;
        often[at] = 1;
        at += 1;
        waiting = (value & 1) === 1;
      }
      value = 0;
      unit = 1;
    }
    return at;
  };

  /** The first place of `size` in order at which `reached(place)` is true; `size` when it is nowhere. */
  hdnd.firstPlace = function (size, reached) {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  /** All numbers of a string of base-32 digits. */
  hdnd.numbersOf = function (digits) {
    const found = [];
    hdnd.eachNumber(digits, (value) => found.push(value));
    return found;
  };

  /** Bytes of a text that holds two in each character; its first says how many of the last are to be dropped. */
  hdnd.narrow = function (text) {
    const pairs = new Uint16Array(text.length); // the lower byte first, as every device has them that browsers run on
    let size = 0;
    for (let place = 1; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      pairs[size] = code === MARK ? unescaped(text.charCodeAt((place += 1))) : code;
      size += 1;
    }
    return new Uint8Array(pairs.buffer, 0, size * 2 - Number(text[0]));
  };

  /**
   * The code of a character that no script file may hold.
   * @param {number} code
   */
  function unescaped(code) {
    return code < 0x5000 ? code - 0x4000 + 0xd800 : SPECIAL.charCodeAt(code - 0x5000);
  }

  /**
   * The text of packed bytes, with the dictionary that they were packed with, if any. At once, by a script: the browser's
   * own DecompressionStream takes longer for pieces of this size, knows no dictionary and asks for a newer browser.
   */
  hdnd.inflate = function (packed, dictionary) {
    return DECODER.decode(hdnd.inflateBytes(packed, dictionary));
  };

  /** The same as bytes. */
  hdnd.inflateBytes = function (packed, dictionary) {
    return hdnd.inflateRaw(packed.bytes, { out: new Uint8Array(packed.size), dictionary: dictionary });
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
