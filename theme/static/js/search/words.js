/*
 * Words of a text as the index counts them; plugins/sharded_lunr/words.py says the same in Python.
 * Both are held to tests/parity/cases/*.json.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const LETTERS =
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0386\u0388-\u03ff" +
    "\u0400-\u0481\u048a-\u052f\u1e00-\u1eff";
  const WORD = new RegExp("[" + LETTERS + "]+", "g");
  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
  const MARKS = /[\u0300-\u036f]/g;
  const LOOKALIKE = { Ð: "Đ", ð: "đ", Ɖ: "Đ", Ƣ: "Ư", ƣ: "ư", İ: "I" };
  const LONGEST = 40;
  /** Terms that were folded: a text has few syllables, each many times, and a telephone folds one in two microseconds. */
  const folded = new Map();
  const MOST_FOLDED = 20000;
  const OLD_PLACE = new Map();
  for (const pair of ["oa", "oe", "uy"]) {
    for (const tone of "\u0300\u0301\u0303\u0309\u0323") {
      OLD_PLACE.set((pair + tone).normalize("NFC"), (pair[0] + tone).normalize("NFC") + pair[1]);
    }
  }
  const LATIN = new Map();
  Array.from("АВЕКМНОРСТХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ").forEach(function (letter, place) {
    LATIN.set(letter, "ABEKMHOPCTXISJABEZHIKMNOPTYX"[place]);
  });
  const NUMBER = new RegExp(
    "(?:^|[^" +
      LETTERS +
      "/])([0-9]{1,6}[A-Za-zĐđ]?) ?(?:/ ?((?:19|20)[0-9]{2}) ?)?/ ?" +
      "([A-ZĐ][A-Za-zĐđ]{0,9}(?: ?[-‐‑–.&] ?[A-ZĐƯ][A-Za-zĐđƯư0-9]{0,14}){0,5})" +
      "(?![" +
      LETTERS +
      "])",
    "g",
  );

  /** NFC, without invisible characters, Ð and ƣ of old fonts as Đ and ư. Offsets of `spans` count in this text. */
  hdnd.clean = function (text) {
    return text
      .replace(INVISIBLE, "")
      .replace(/[ÐðƉƢƣİ]/g, (letter) => LOOKALIKE[letter])
      .normalize("NFC");
  };

  /** The letters that an unaccented query has: no marks, đ as d. */
  hdnd.fold = function (term) {
    if (term.length > LONGEST) return unmarked(term);
    if (!folded.has(term)) {
      if (folded.size > MOST_FOLDED) folded.clear();
      folded.set(term, unmarked(term));
    }
    return folded.get(term);
  };

  /**
   * Letters without marks, đ as d.
   * @param {string} term
   */
  function unmarked(term) {
    return term.replace(/đ/g, "d").normalize("NFD").replace(MARKS, "").normalize("NFC");
  }

  /** A text without marks and capitals: a term whose folded letters do not stand there does not stand in the text. */
  hdnd.bare = (text) => hdnd.fold(text.toLowerCase());

  /** The term that a lower-case word counts as; empty for a run that is no word. */
  hdnd.termOf = function (word) {
    if (word.length > LONGEST) return "";
    if (word[0] >= "0" && word[0] <= "9") return word.replace(/^0+(?=[0-9])/, "");
    const moved = OLD_PLACE.get(word.slice(-2));
    return moved && word[word.length - 3] !== "q" ? word.slice(0, -2) + moved : word;
  };

  /** Words with their places in a cleaned text: {term, start, end}. */
  hdnd.spans = function (text) {
    const found = [];
    for (const match of text.toLowerCase().matchAll(WORD)) {
      const term = hdnd.termOf(match[0]);
      if (term) found.push({ term: term, start: match.index, end: match.index + match[0].length });
    }
    return found;
  };

  /** Terms in the order of the text, without whole document numbers. */
  hdnd.words = function (text) {
    return hdnd.spans(hdnd.clean(text)).map((span) => span.term);
  };

  /** Whole document numbers that stand in a text: "số 05/2024/NQ-HĐND" gives "5/2024/nq-hđnd". */
  hdnd.numbers = function (text) {
    const latin = hdnd.clean(text).replace(/[\u0386-\u052f]/g, (letter) => LATIN.get(letter) || letter);
    return Array.from(latin.matchAll(NUMBER), (match) => {
      const year = match[2] ? "/" + match[2] : "";
      return (
        match[1].toLowerCase().replace(/^0+(?=[0-9])/, "") +
        year +
        "/" +
        match[3].replace(/ ?[-‐‑–.&] ?/g, "-").toLowerCase()
      );
    });
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
