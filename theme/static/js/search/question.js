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
  /** What a Japanese or Chinese keyboard types for a letter, a figure or a sign. */
  const WIDE = /[！-～]/g;
  /** A letter within a figure that looks like one of its digits ("2O24", "2l/NQ"). */
  const LETTERED = /((?:^|[\s/-])[0-9]+)([oil])(?=[0-9/])/gi;
  /** A sign as the source of a page has it: copied from there, "&amp;" was a word. */
  const ENTITY = /&(?:#([0-9]{1,6})|#x([0-9a-f]{1,5})|(amp|quot|apos|lt|gt|nbsp));/gi;
  const SIGNS = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };
  /** The address of an answer, pasted instead of its question, or a question as addresses bear it ("ph%C3%AD"). */
  const ADDRESS = /^(?:\S+[?&]q=([^&\s]+)|\S*%[0-9a-f]{2})\S*$/i;
  /** How people begin and end when they ask somebody; "hoi" without marks is "hội", too, but not behind one who asks. */
  const GREETING =
    /^(?:(?:dạ|da|xin|cho|phép|phep) )*(?:em|tôi|toi|mình|minh|cháu|chau|xin|cho(?= (?:hỏi|biết))) (?:(?:muốn|muon|cần|can|xin) )?(?:hỏi|hoi|biết|biet)(?: (?:về|ve|là))*[,:]? (?=\S)/i;
  const PARTICLES = /(?: (?:vậy|ạ|nhỉ|hả|nhé))+(?: mọi người)?[?!. ]*$/i;
  /** The question that was read last: it is asked for while it is typed, for the receipt that it may name, and to answer it. */
  let last = { key: "", read: null };

  /**
   * Read a question.
   * @param {string} typed
   * @param {string[]} [fields]  of the index, which may be named before a word ("title:x"); others are words like any
   * @returns {{text: string, number: ?string, heard: ?object, plain: boolean, words: string[], cut: boolean,
   *   clauses: object[], phrases: string[][], without: string[][], barred: string[], accented: boolean, capitals: string[],
   *   several: object[]}}
   *   `plain`: words alone, which hdnd.rank orders: `words`, in their order. With any sign of Lunr's ("-x" bars, "+x" is
   *   required, "x*", "*x" and "x*y" have any letters there, "x~" is nearly x, "x^2" counts twice) or quotes (words side by side) it is `clauses`, all words required.
   *   `without`: phrases that are barred, whose words are not; `barred`: what is, as it is said
   *   `capitals`: words in capitals, as abbreviations are, unless several words are and nothing else is
   */
  hdnd.question = function (typed, fields = []) {
    const key = JSON.stringify([typed, fields]);
    if (last.key !== key) last = { key: key, read: read(typed, fields) };
    return last.read;
  };

  /**
   * The same, read anew.
   * @param {string} typed
   * @param {string[]} fields
   * @returns {Question}
   */
  function read(typed, fields) {
    const address = ADDRESS.exec(typed);
    const pasted = address ? String(new URLSearchParams("q=" + (address[1] || typed)).get("q")) : typed;
    const text = hdnd
      .clean(pasted.replace(ENTITY, signOf))
      .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(LETTERED, (_, figure, letter) => figure + (/o/i.test(letter) ? 0 : 1))
      .replace(QUOTES, '"')
      .slice(0, LONGEST)
      .trim();
    const clauses = new Map();
    const phrases = [];
    const without = [];
    const barred = [];
    let signs = false;
    let before = "";
    const meant = meantSigns(text);
    for (const match of meant.replace(MINUS, "-").matchAll(/([+-]?)"([^"]*)"?|([+-]?)(\S+)/g)) {
      const sign = match[1] || match[3];
      const said = match[2] === undefined ? match[4] : match[2];
      const bars = sign === "-" && hdnd.words(said).length > 0 && !(/[0-9]$/.test(before) && /^[0-9]/.test(said));
      before = said;
      if (match[2] !== undefined) {
        const words = hdnd.words(said);
        if (words.length > 1) (bars ? without : phrases).push(words);
        if (bars && words.length) barred.push(words.join(" "));
        if (!bars || words.length < 2)
          for (const word of words) add(clauses, { term: word, presence: bars ? "prohibited" : "required" });
      } else {
        const piece = pieceClauses(said, bars, fields);
        for (const clause of piece) add(clauses, clause);
        if (bars) barred.push(...piece.map((clause) => clause.term + (clause.prefix ? "*" : "")));
      }
      signs = signs || bars || (sign === "+" && hdnd.words(said).length > 0);
    }
    if (!clauses.size) {
      barred.splice(0, barred.length, ...without.flat()); // nothing is sought: what has none of the words has no phrase
      for (const word of without.splice(0).flat()) add(clauses, { term: word, presence: "prohibited" });
    }
    const list = Array.from(clauses.values()).slice(0, MOST_CLAUSES);
    const several = hdnd.heardNumbers(text);
    const words = plainWords(hdnd.withFigures(meant.replace(GREETING, "").replace(PARTICLES, "")));
    const kept = words.slice(0, MOST_WORDS);
    return {
      text: text,
      number: hdnd.typedNumber(text),
      heard: hdnd.heardNumber(text),
      plain: !signs && !phrases.length && !list.some(hasSign),
      words: kept,
      cut: kept.length < words.length,
      clauses: list,
      phrases: phrases,
      without: without,
      barred: barred,
      several: several,
      accented: kept.some((word) => hdnd.fold(word) !== word),
      capitals: inCapitals(text),
    };
  }

  /**
   * What stands for a sign in the source of a page, as the sign.
   * @param {string} _
   * @param {string} [figure]
   * @param {string} [hex]
   * @param {string} [name]
   */
  function signOf(_, figure, hex, name) {
    if (name) return SIGNS[name.toLowerCase()];
    return String.fromCodePoint(figure ? Number(figure) : parseInt(hex, 16));
  }

  /**
   * A question with the signs that were meant: no quote that was left open (words side by side come first anyway, and
   * nothing is denied), and Lunr's for what other searches call AND, OR and NOT; a title in capitals says none of these.
   * @param {string} text
   */
  function meantSigns(text) {
    const open = text.split('"').length % 2 === 0 ? text.lastIndexOf('"') : text.length;
    const closed = text.slice(0, open) + text.slice(open + 1);
    if (text === text.toUpperCase()) return closed;
    return closed.replace(/(\S\s+)(?:AND\s+)?NOT\s+(?=\S)/g, "$1-").replace(/(\S\s+)(?:AND|OR)\s+(?=\S)/g, "$1");
  }

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
      return numbers.length ? numbers : hdnd.parted(piece);
    });
  }

  /**
   * The clauses of one piece of the question, which may be `barred`.
   * @param {string} typed
   * @param {boolean} barred
   * @param {string[]} fields
   * @returns {Clause[]}
   */
  function pieceClauses(typed, barred, fields) {
    const presence = barred ? "prohibited" : "required";
    const named = /^([^:]+):(.*)$/.exec(typed);
    const field = named && fields.includes(named[1]) ? named[1] : "";
    const [, piece, boost] = /^(.*?)(?:\^([0-9]{1,9}))?$/.exec(field ? named[2] : typed);
    const more = Object.assign({ presence: presence }, field && { fields: [field] }, boost && { boost: Number(boost) });
    const number = piece.includes("/") ? hdnd.numbers(piece)[0] : null;
    const pattern = number || patternOf(piece);
    if (pattern) return [Object.assign({ term: pattern }, !number && { wild: true }, more)];
    const [, word, near] = /^(.*?)(~[0-9]?)?$/.exec(piece);
    /** @type {Clause[]} */
    const clauses = hdnd.words(word).map((one) => Object.assign({ term: one }, more));
    const last = clauses[clauses.length - 1];
    if (last && piece.endsWith("*") && last.term.length > 1) last.prefix = true;
    if (last && near && near !== "~0" && /^[^0-9]{3,}$/.test(last.term)) last.distance = Number(near.slice(1)) || 1;
    return clauses;
  }

  /**
   * A word that has a star before or within it ("*x", "x*y*"); empty for any other.
   * @param {string} piece
   */
  function patternOf(piece) {
    const parts = piece.split(/\*+/).map(hdnd.words);
    const within = parts.slice(1).some((part) => part.length) && parts.every((part) => part.length < 2);
    return within ? parts.map((part) => part[0] || "").join("*") : "";
  }

  /**
   * Whether a clause is more than a word.
   * @param {Clause} clause
   */
  function hasSign(clause) {
    return clause.prefix || clause.wild || clause.distance || clause.fields || clause.boost !== undefined;
  }

  /**
   * Add a clause that is not there yet.
   * @param {Map<string, Clause>} clauses by what makes each another
   * @param {Clause} clause
   */
  function add(clauses, clause) {
    clauses.set(JSON.stringify(clause), clause);
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
