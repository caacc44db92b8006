/*
 * Document numbers however they are typed or heard: "12/2024/NQ-HĐND", "số 12 2024 nq hđnd", "nghị quyết số 12 năm 2024",
 * "nq12", "12-2024", "nghị quyết mười hai"; the day of issue; and receipt numbers. All of them lead to terms of the index's
 * field "number".
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** First parts of a notation, folded (Decree 30/2020, appendix III): with one of them "12 2024 nq hdnd" is a number. */
  const KINDS = new Set(
    (
      "nqlt nq qd ct qc qyd tc tb hd ctr kh pa da bc bb ttr cd kl vbhn gm ggt pg pc sy sl trs dc bgn " +
      "btt guq pb hdnd ubnd tt bpc bkt bkns vhxh dgs"
    ).split(" "),
  );
  /** How kinds of documents are called; those that put no part of their own into a notation are empty. */
  const CALLED = new Map(
    Object.entries({
      "nghi quyet": "nq",
      "quyet dinh": "qd",
      "bao cao": "bc",
      "ke hoach": "kh",
      "thong bao": "tb",
      "to trinh": "ttr",
      "ket luan": "kl",
      "chuong trinh": "ctr",
      "chi thi": "ct",
      "huong dan": "hd",
      "bien ban": "bb",
      "giay moi": "gm",
      "thu moi": "tm",
      "quy che": "qc",
      "quy dinh": "qyd",
      "de an": "da",
      "phuong an": "pa",
      "cong dien": "cd",
      "cong van": "",
      "van ban": "",
      giay: "",
    }).flatMap(([name, short]) => [name, name.replace(" ", "")].map((one) => [one, short])), // "nghiquyet12"
  );
  const NAMES = Array.from(CALLED.keys()).join("|");

  /** How a notation puts a kind that is called so ("nghi quyet"); empty where that is a word too ("da", "pa"), or nothing. */
  hdnd.notationOf = (name) => (CALLED.get(name) || "").replace(/^.*[aeiou].*$/, "");

  const NUMBER = new RegExp(
    "^(?:(?:" +
      NAMES +
      ") )?(?:so)?[ :.]*" +
      "([0-9]{1,6}[a-z]?)(?: ?[/\\-. ] ?((?:19|20)[0-9]{2}))?" +
      "(?:( ?[/\\-. ] ?)([a-z]{1,10}(?: ?[-.&/ ] ?[a-z][a-z0-9]{0,14}){0,5}))?$",
  );
  const RECEIPT = /^(?:(?:so )?bien nhan )?(?:so )?tn ?[-/ ]? ?((?:19|20)[0-9]{2}) ?[-/ ] ?0*([0-9]{1,7})$/;
  const WHOSE =
    "(?:(?:cua|hdnd|ubnd|hoi dong|uy ban|thuong truc|ban|tinh|thanh pho|tp|quan|huyen|thi xa|xa|phuong|thi tran) .*)";
  const HEARD = new RegExp(
    "^(?:(" +
      NAMES +
      "|[a-z]{2,5}) ?-?)?(?:(?: ?(" +
      WHOSE +
      "))? ?so)? ?[:.]* ?" +
      "([0-9]{1,6}[a-z]?)(?:(?: ?[/\\-.] ?| nam | )((?:19|20)[0-9]{2}))?(?: (" +
      WHOSE +
      "))?$",
  );
  /** Words behind a number that is called one and has its year say what it is about: "nghị quyết số 12 năm 2024 học phí". */
  const ABOUT = new RegExp(
    "^(?:(" + NAMES + "|[a-z]{2,5}) )?so ?[:.]* ?([0-9]{1,6}[a-z]?)(?: ?[/\\-.] ?| nam )((?:19|20)[0-9]{2}) ([a-z].*)$",
  );
  /** The day on which a document was issued, with its kind and other words about it. */
  const DAY = new RegExp(
    "^(?:(" +
      NAMES +
      "|(?!ngay |ky )[a-z]{2,5}) )?(?:ngay )?(?:(?:ban hanh|ky|thong qua) ?)?[: ]*(?:ngay )?" +
      "([0-9]{1,2})(?: ?[-./] ?| thang )([0-9]{1,2})(?: ?[-./] ?|,? nam | )((?:19|20)[0-9]{2})(?:,? (.+))?$",
  );
  const DATED =
    /([0-9][a-z]?),? (?:(?:ban hanh|ky|thong qua) )?ngay [0-9]{1,2}(?: ?[-./] ?| thang )[0-9]{1,2}(?: ?[-./] ?|,? nam )([0-9]{4})/;
  const MOST_NUMBERS = 5;
  const BETWEEN = / ?[,;&] ?(?:v[àa] )?| v[àa] /i;
  /** A kind and the council's office behind it without the dash: "12/NQHĐND". */
  const UNDIVIDED = /^([a-z]+)(?=(?:hdnd|ubnd)$)/;
  const BEHIND = /^([0-9]{1,6})([a-z]{2,5})$/;

  /**
   * Words with their values, each with its marks and without: "bà" is no three, nor "sơ" a "số".
   * @param {Object<string, number>} values
   * @returns {Map<string, number>}
   */
  const spelled = (values) =>
    new Map(
      Object.entries(values).flatMap(([word, value]) => [
        [word, value],
        [hdnd.fold(word), value],
      ]),
    );
  const UNITS = spelled({
    ...{ không: 0, một: 1, mốt: 1, hai: 2, ba: 3, bốn: 4, tư: 4, năm: 5, lăm: 5, nhăm: 5 },
    ...{ sáu: 6, bảy: 7, bẩy: 7, tám: 8, chín: 9 },
  });
  const STEPS = spelled({ mươi: 10, mười: 10, trăm: 100, nghìn: 1000, ngàn: 1000 });
  const FILLS = spelled({ linh: 0, lẻ: 0 });
  /** "hăm lăm": words that say two at once. */
  const TENS = spelled({ hăm: 20, băm: 30 });
  const SPOKEN = new RegExp(
    "(?:^| )(?:" + [UNITS, STEPS, FILLS, TENS].flatMap((words) => [...words.keys()]).join("|") + ")(?: |$)",
  );

  /**
   * A question in small letters, its dashes alike, one blank between words.
   * @param {string} text
   */
  function smallOf(text) {
    return hdnd
      .clean(text)
      .toLowerCase()
      .replace(/[‐‑‒–—―−]/g, "-")
      .replace(/\s+/g, " ")
      .trim();
  }

  const bare = (number) => number.replace(/^0+(?=[0-9])/, "");

  /**
   * A document number however it is typed, as the folded term it is found by ("12/2024/nq-hdnd"); null for anything else.
   */
  hdnd.typedNumber = function (text) {
    const plain = hdnd.fold(smallOf(text));
    const receipt = RECEIPT.exec(plain);
    if (receipt) return ["tn", receipt[1], receipt[2]].join("/");
    const match = NUMBER.exec(plain);
    if (!match) return null;
    const slash = plain.includes("/");
    if (!match[4]) return match[2] && slash && !/^[a-z]/.test(plain) ? bare(match[1]) + "/" + match[2] : null;
    const parts = match[4]
      .replace(UNDIVIDED, (whole, kind) => (KINDS.has(kind) ? kind + "-" : whole))
      .split(/ ?[-.&/ ] ?/);
    if (!slash && !KINDS.has(parts[0])) return null;
    return [bare(match[1])].concat(match[2] || [], parts.join("-")).join("/");
  };

  /**
   * Whether a term is the number of a receipt, which one document bears or none.
   * @param {?string} term
   */
  hdnd.isReceipt = (term) => /^tn\//.test(term || "");

  /**
   * A number or a day of issue as people say it, as the folded terms that a document must bear, and the words about whose
   * it is; null for anything else. `kind` is the term of the kind, which may be wrong where all else is right.
   * @returns {?{terms: string[], kind: string, whose: string[], day?: boolean}}
   */
  hdnd.heardNumber = function (text) {
    const said = hdnd.fold(inFigures(smallOf(text)));
    const plain = said
      .replace(DATED, "$1 nam $2") // of the day that a document's name gives behind its number, the year tells enough
      .replace(BEHIND, (whole, number, kind) => (KINDS.has(kind) ? kind + number : whole));
    const match = HEARD.exec(plain);
    if (!match) return heardDay(said) || heardAbout(plain);
    const [, named, before, number, year, behind] = match;
    const called = named === undefined || named === "so" ? null : CALLED.has(named) ? CALLED.get(named) : named;
    if (called && !KINDS.has(called)) return null;
    if (!year && !called && !/(?:^| )so ?[:.]* ?[0-9]/.test(plain)) return null;
    const kind = called ? bare(number) + "/" + called : "";
    const terms = year ? [bare(number) + "/" + year] : kind ? [] : [bare(number)];
    return { terms: terms, kind: kind, whose: hdnd.words([before, behind].filter(Boolean).join(" ")) };
  };

  /**
   * Several numbers in one question, "nghị quyết 12 và 13 năm 2024", "12/NQ-HĐND; 13/NQ-HĐND": what the first says of its
   * kind and the last of the year is said of all. Empty where any part is no number.
   * @param {string} text
   * @returns {Array<{typed: string, number: ?string, heard: ?ReturnType<Hdnd["heardNumber"]>}>}
   */
  hdnd.heardNumbers = function (text) {
    const shown = hdnd.clean(text).replace(/\s+/g, " ").trim().split(BETWEEN);
    const pieces = shown.map(smallOf);
    if (pieces.length < 2 || pieces.length > MOST_NUMBERS) return [];
    const parts = pieces.map((piece) => hdnd.fold(inFigures(piece)));
    const kind = /^[a-z]+(?: [a-z]+)*(?= [0-9])/.exec(parts[0]);
    const year = / nam (?:19|20)[0-9]{2}$/.exec(parts[parts.length - 1]);
    const read = parts.map((part, place) => {
      const named = /^[0-9]/.test(part) && kind && !/[a-z]{2}-?hdnd/.test(part) ? kind[0] + " " + part : part;
      const whole = year && /[0-9]$/.test(named) && !/[/ ](?:19|20)[0-9]{2}$/.test(named) ? named + year[0] : named;
      return { typed: shown[place].trim(), number: hdnd.typedNumber(whole), heard: hdnd.heardNumber(whole) };
    });
    return read.every((one) => one.number || one.heard) ? read : [];
  };

  /**
   * What a kind is called in a notation; null for what is none.
   * @param {string | undefined} named
   */
  function calledKind(named) {
    if (named === undefined || CALLED.has(named)) return CALLED.get(named) || "";
    return KINDS.has(named) ? named : null;
  }

  /**
   * A day of issue: "nghị quyết ngày 9/12/2024 về ngân sách", "10-12-2024", "2024-12-10".
   * @param {string} plain
   */
  function heardDay(plain) {
    const match = DAY.exec(withStrokes(plain));
    const kind = match && calledKind(match[1]);
    if (!match || kind === null || !isDay(match[4], match[3], match[2])) return null;
    const term = [bare(match[2]), bare(match[3]), match[4]].join("/");
    return { terms: [term], kind: kind, whose: hdnd.words(match[5] || ""), day: true };
  }

  /**
   * A day in figures alone or the year first ("30052024", "20240530", "2024-05-30"), or with a short year ("30/5/24"), as
   * 30/5/2024; what is no day of the calendar stays. Of "1112024" nobody knows which it is.
   * @param {string} plain
   */
  function withStrokes(plain) {
    const day = (whole, year, month, date) => (isDay(year, month, date) ? date + "/" + month + "/" + year : whole);
    return plain
      .replace(/\b((?:19|20)[0-9]{2})[-/.]?([0-9]{2})[-/.]?([0-9]{2})\b/, day)
      .replace(/\b([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})\b/, (whole, date, month, year) =>
        day(whole, year, month, date),
      )
      .replace(/\b([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})(?= |$)/, (whole, date, _, month, year) =>
        day(whole, (year < "70" ? "20" : "19") + year, month, date),
      );
  }

  /**
   * Whether the calendar has such a day.
   * @param {string} year
   * @param {string} month
   * @param {string} date
   */
  function isDay(year, month, date) {
    const day = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
    return day.getUTCMonth() === Number(month) - 1 && day.getUTCDate() === Number(date);
  }

  /**
   * A number with its year, and what the document is about.
   * @param {string} plain
   */
  function heardAbout(plain) {
    const match = ABOUT.exec(plain);
    const called = match && calledKind(match[1]);
    if (!match || called === null) return null;
    const number = bare(match[2]);
    return { terms: [number + "/" + match[3]], kind: called && number + "/" + called, whose: hdnd.words(match[4]) };
  }

  /** Behind these words a number is said; elsewhere "tam" and "nam" are parts of names. */
  const LEADING = new Set([
    "ngay",
    "thang",
    "nam",
    ...KINDS,
    ...Array.from(CALLED.keys(), (name) => name.split(" ").pop()),
  ]);

  const leads = (/** @type {string} */ word) => word === "số" || word === "so" || LEADING.has(hdnd.fold(word));

  /**
   * A question with the numbers that stand in words behind "số" or the name of a kind in figures, as documents bear them:
   * "nghị quyết số hai mươi bảy Thuận An". One word alone may be another thing ("báo cáo hai năm") but behind "số".
   * @param {string} text
   */
  hdnd.withFigures = function (text) {
    const small = smallOf(text);
    const shown = hdnd.clean(text).trim().split(/\s+/);
    const counts = (words, from, size) => size > 1 || words[from - 1] === "số";
    return SPOKEN.test(small) ? figures(small.split(" "), counts, shown) : text;
  };

  /**
   * The words of a piece of a question, a kind and the number behind it apart: "nq11 Bình Lạc".
   * @param {string} piece
   */
  hdnd.parted = (piece) =>
    hdnd.words(piece).flatMap(function (word) {
      const parts = /^([a-zđ]{2,5})([0-9]{1,4})$/.exec(word);
      return parts && KINDS.has(hdnd.fold(parts[1])) ? [parts[1], bare(parts[2])] : [word];
    });

  /**
   * The pairs that titles of the sessions asked for have, however they count them: "kỳ họp thứ mười" → "thứ_10", which the
   * title of the seventeenth ("thứ mười bảy") has not.
   * @param {string[]} words
   */
  hdnd.sessionPairs = (words) =>
    words.flatMap(function (word, place) {
      if (hdnd.fold(word) !== "thu" || hdnd.fold(words[place - 1] || "") !== "hop") return [];
      const values = words.slice(place + 1).map((_, size) => spoken(words.slice(place + 1, place + 2 + size)));
      const value = values.reduce((last, one) => one || last, null);
      return value ? [word + "_" + value] : [];
    });

  /**
   * Numbers said in words as figures: "nghị quyết mười hai năm hai nghìn không trăm hai mươi tư" → "… 12 năm 2024".
   * @param {string} small
   */
  const inFigures = (small) => (SPOKEN.test(small) ? figures(small.split(" "), () => true) : small);

  /**
   * Words with what is said in figures.
   * @param {string[]} words
   * @param {(words: string[], from: number, size: number) => boolean} counts  whether a run of them is a number here
   * @param {string[]} [shown]  the same words as they were typed
   */
  function figures(words, counts, shown = words) {
    const found = [];
    for (let place = 0; place < words.length; ) {
      const run = longest(words, place, found);
      const read = run && counts(words, place, run.size) ? run : null;
      found.push(read ? String(read.value) : shown[place]);
      place += read ? read.size : 1;
    }
    return found.join(" ");
  }

  /**
   * The longest run of words from a place on that is one number; "năm" behind a number is the year's, not a five.
   * @param {string[]} words
   * @param {number} from
   * @param {string[]} before
   */
  function longest(words, from, before) {
    if (from > 0 && !leads(words[from - 1])) return null;
    if (isYear(words[from]) && /[0-9]$/.test(before[before.length - 1] || "")) return null;
    let best = null;
    for (let to = from + 1; to <= words.length; to += 1) {
      if (isYear(words[to - 1]) && startsYear(words, to)) break;
      const value = spoken(words.slice(from, to));
      if (value !== null) best = { value: value, size: to - from };
    }
    return best;
  }

  const isYear = (/** @type {string} */ word) => word === "năm" || word === "nam";

  /**
   * Whether a year begins at this word.
   * @param {string[]} words
   * @param {number} from
   */
  function startsYear(words, from) {
    return (
      /^(?:19|20)[0-9]{2}$/.test(words[from] || "") ||
      ["nghin", "ngan", "khong"].includes(hdnd.fold(words[from + 1] || ""))
    );
  }

  /**
   * The value of words that say one number ("hai nghìn không trăm hai mươi tư", "hai không hai tư", "hăm lăm"), or null.
   * @param {string[]} words
   */
  function spoken(words) {
    if (TENS.has(words[0]) && words.length === 2 && UNITS.has(words[1]))
      return TENS.get(words[0]) + UNITS.get(words[1]);
    if (words.length > 1 && words.every((word) => UNITS.has(word)) && !(words.length === 2 && isYear(words[1])))
      return words.map((word) => UNITS.get(word)).join("");
    let sum = 0;
    let last = null;
    let step = Infinity;
    for (const word of words) {
      if (FILLS.has(word)) {
        if (last !== null || sum === 0) return null;
      } else if (UNITS.has(word)) {
        if (last !== null) return null;
        last = UNITS.get(word);
      } else if (STEPS.has(word)) {
        if (STEPS.get(word) >= step) return null;
        step = STEPS.get(word);
        if (last === null && step !== 10) return null;
        sum += (last === null ? 1 : last) * step;
        last = null;
      } else {
        return null;
      }
    }
    if (last !== null && step > 10 && step < Infinity && !words.some((word) => FILLS.has(word))) return null;
    return sum + (last || 0);
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
