/* What somebody typed, as words or as clauses for the index. Our own reading: nothing typed is an error or code. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** A title may be pasted whole; they have up to a thousand characters. */
  const LONGEST = 1200;
  const MOST_CLAUSES = 16;
  /** Words of a question that are looked up; of a longer one its beginning, and titles are compared with all of it. */
  const MOST_WORDS = 24;
  const QUOTES = /[“”„‟«»″‶〝〞＂]/g;
  const DASHES = /[‐‑‒–—―⁃﹘﹣－]/g;
  const MINUS = /−/g;

  /**
   * Read a question.
   * @returns {{text: string, number: ?string, heard: ?object, plain: boolean, words: string[], cut: boolean,
   *   clauses: object[], phrases: string[][], barred: string[], accented: boolean, capitals: string[]}}
   *   `plain`: words alone, which hdnd.rank orders: `words`, in their order. With any sign of Lunr's ("-x" bars, "+x" is
   *   required, "x*" begins, "x~" is nearly x) or quotes (words side by side) it is `clauses`, all words required.
   *   `capitals`: words in capitals, as abbreviations are, unless several words are and nothing else is
   */
  hdnd.question = function (typed) {
    const text = hdnd.clean(typed).replace(QUOTES, '"').slice(0, LONGEST).trim();
    const clauses = new Map();
    const phrases = [];
    const barred = [];
    let signs = false;
    let before = "";
    for (const match of text.replace(MINUS, "-").matchAll(/([+-]?)"([^"]*)"?|([+-]?)(\S+)/g)) {
      const sign = match[1] || match[3];
      const said = match[2] === undefined ? match[4] : match[2];
      const bars = sign === "-" && hdnd.words(said).length > 0 && !(/[0-9]$/.test(before) && /^[0-9]/.test(said));
      before = said;
      if (match[2] !== undefined) {
        const words = hdnd.words(said);
        if (!bars && words.length > 1) phrases.push(words);
        for (const word of words) add(clauses, { term: word, presence: bars ? "prohibited" : "required" });
      } else {
        for (const clause of pieceClauses(said, bars)) add(clauses, clause);
      }
      if (bars) barred.push(...hdnd.words(said));
      signs = signs || bars || (sign === "+" && hdnd.words(said).length > 0);
    }
    const list = Array.from(clauses.values()).slice(0, MOST_CLAUSES);
    const words = plainWords(text);
    const kept = words.slice(0, MOST_WORDS);
    return {
      text: text,
      number: hdnd.typedNumber(text),
      heard: hdnd.heardNumber(text),
      plain: !signs && !phrases.length && !list.some((clause) => clause.prefix || clause.distance),
      words: kept,
      cut: kept.length < words.length,
      clauses: list.some((clause) => clause.presence === "required") ? list : [],
      phrases: phrases,
      barred: barred,
      accented: kept.some((word) => hdnd.fold(word) !== word),
      capitals: inCapitals(text),
    };
  };

  /**
   * The words in capitals, a title that was pasted in capitals aside.
   * @param {string} text
   */
  function inCapitals(text) {
    const shouted = text === text.toUpperCase() && /\s/.test(text);
    return shouted ? [] : hdnd.words(text.replace(/\S*\p{Ll}\S*/gu, ""));
  }

  /**
   * The words, each document number one of them.
   * @param {string} text
   */
  function plainWords(text) {
    return text.split(/\s+/).flatMap(function (piece) {
      const numbers = piece.includes("/") ? hdnd.numbers(piece) : [];
      return numbers.length ? numbers : hdnd.words(piece);
    });
  }

  /**
   * The clauses of one piece of the question, which may be `barred`.
   * @param {string} piece
   * @param {boolean} barred
   */
  function pieceClauses(piece, barred) {
    const presence = barred ? "prohibited" : "required";
    const number = piece.includes("/") ? hdnd.numbers(piece)[0] : null;
    if (number) return [{ term: number, presence: presence }];
    /** @type {Clause[]} */
    const clauses = hdnd.words(piece).map((word) => ({ term: word, presence: presence }));
    const last = clauses[clauses.length - 1];
    if (last && piece.endsWith("*") && last.term.length > 1) last.prefix = true;
    if (last && /~1?$/.test(piece) && /^[^0-9]{3,}$/.test(last.term)) last.distance = 1;
    return clauses;
  }

  /**
   * Add a clause that is not there yet.
   * @param {Map<string, Clause>} clauses by what makes each another
   * @param {Clause} clause
   */
  function add(clauses, clause) {
    clauses.set([clause.presence, clause.term, clause.prefix, clause.distance].join(" "), clause);
  }

  /** The same clauses without marks. */
  hdnd.foldClauses = function (clauses) {
    return clauses.map((clause) => Object.assign({}, clause, { term: hdnd.fold(clause.term) }));
  };

  /** A line as it is compared with what was pasted: words and dashes, one space between. */
  hdnd.compared = function (text) {
    const line = hdnd.fold(hdnd.clean(text).toLowerCase()).replace(DASHES, "-").replace(MINUS, "-");
    return (
      " " +
      line
        .replace(/-/g, " - ")
        .replace(/[^0-9a-z-]+/g, " ")
        .trim() +
      " "
    );
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
