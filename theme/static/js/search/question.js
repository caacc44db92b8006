/* What somebody typed, as clauses for the index. Our own reading: nothing typed is an error, nothing typed is code. */
(function (hdnd) {
  "use strict";

  const LONGEST = 300;
  const MOST_CLAUSES = 16;
  /** First parts of a notation, folded (Decree 30/2020, appendix III): with one of them "12 2024 nq hdnd" is a number. */
  const KINDS = new Set(("nqlt nq qd ct qc qyd tc tb hd ctr kh pa da bc bb ttr cd kl vbhn gm ggt pg pc sy sl trs dc bgn " +
    "btt guq pb hdnd ubnd tt bpc bkt bkns vhxh dgs").split(" "));
  const NUMBER = new RegExp(
    "^(?:(?:nghi quyet|quyet dinh|bao cao|ke hoach|thong bao|to trinh|ket luan|cong van|van ban) )?(?:so)?[ :.]*" +
    "([0-9]{1,6}[a-z]?)(?: ?[/\\-. ] ?((?:19|20)[0-9]{2}))?" +
    "(?:( ?[/\\-. ] ?)([a-z]{1,10}(?: ?[-.&/ ] ?[a-z][a-z0-9]{0,14}){0,5}))?$");

  /**
   * A document number however it is typed, as the folded term it is found by ("12/2024/nq-hdnd"); null for anything else.
   */
  hdnd.typedNumber = function (text) {
    const plain = hdnd.fold(hdnd.clean(text).toLowerCase()).replace(/[‐‑–—]/g, "-").replace(/\s+/g, " ").trim();
    const match = NUMBER.exec(plain);
    if (!match) return null;
    const number = match[1].replace(/^0+(?=[0-9])/, "");
    const slash = plain.includes("/");
    if (!match[4]) return match[2] && slash ? number + "/" + match[2] : null;
    const parts = match[4].split(/ ?[-.&/ ] ?/);
    if (!slash && !KINDS.has(parts[0])) return null;
    return [number].concat(match[2] || [], parts.join("-")).join("/");
  };

  /**
   * Read a question.
   * @returns {{text: string, number: ?string, clauses: object[], phrases: string[][], accented: boolean}}
   *   words are required; "-x" bars, "x*" begins, "x~" is nearly x, quotes ask for words side by side
   */
  hdnd.question = function (typed) {
    const text = hdnd.clean(typed).slice(0, LONGEST).trim();
    const clauses = new Map();
    const phrases = [];
    for (const match of text.matchAll(/([+-]?)"([^"]*)"?|([+-]?)(\S+)/g)) {
      const barred = (match[1] || match[3]) === "-";
      if (match[2] !== undefined) {
        const words = hdnd.words(match[2]);
        if (!barred && words.length > 1) phrases.push(words);
        for (const word of words) add(clauses, { term: word, presence: barred ? "prohibited" : "required" });
      } else {
        for (const clause of pieceClauses(match[4], barred)) add(clauses, clause);
      }
    }
    const list = Array.from(clauses.values()).slice(0, MOST_CLAUSES);
    return {
      text: text,
      number: hdnd.typedNumber(text),
      clauses: list.some((clause) => clause.presence === "required") ? list : [],
      phrases: phrases,
      accented: list.some((clause) => hdnd.fold(clause.term) !== clause.term),
    };
  };

  function pieceClauses(piece, barred) {
    const presence = barred ? "prohibited" : "required";
    const number = piece.includes("/") ? hdnd.numbers(piece)[0] : null;
    if (number) return [{ term: number, presence: presence }];
    const clauses = hdnd.words(piece).map((word) => ({ term: word, presence: presence }));
    const last = clauses[clauses.length - 1];
    if (last && piece.endsWith("*") && last.term.length > 1) last.prefix = true;
    if (last && /~1?$/.test(piece) && /^[^0-9]{3,}$/.test(last.term)) last.distance = 1;
    return clauses;
  }

  function add(clauses, clause) {
    clauses.set([clause.presence, clause.term, clause.prefix, clause.distance].join(" "), clause);
  }

  /** The same clauses without marks. */
  hdnd.foldClauses = function (clauses) {
    return clauses.map((clause) => Object.assign({}, clause, { term: hdnd.fold(clause.term) }));
  };
})(globalThis.hdnd = globalThis.hdnd || {});
