/*
 * Words that no document has, read as what was meant: letters that an input method left behind (Telex, VNI), a space
 * forgotten, one letter wrong, lost, doubled or out of place. Of several readings the one counts under which the best
 * document fits best. Few questions need it: reading.js has it read.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MOST_READINGS = 6;
  /** Documents that have what is a word though it is spelled like none here ("covid"), and no slip. */
  const WORDS = 3;
  /** Of a syllable: "nghiêng". */
  const MOST_LETTERS = 7;
  const ONE = "(?:ngh|[cgknpt]h|gi|ng|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?";
  const SYLLABLE = new RegExp(`^${ONE}$`);
  const SYLLABLES = new RegExp(`^(?:${ONE})*$`);
  const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
  const TONES = {
    s: "\u0301",
    f: "\u0300",
    r: "\u0309",
    x: "\u0303",
    j: "\u0323",
    1: "\u0301",
    2: "\u0300",
    3: "\u0309",
    4: "\u0303",
    5: "\u0323",
  };
  const HATS = { a: "â", e: "ê", o: "ô" };
  const HORNS = { o: "ơ", u: "ư" };

  /**
   * What an input method would have made of these keys: "ngaan" → "ngân", "d9ie6u2" → "điều", "trwowngf" → "trường"; empty
   * when no key is left over.
   */
  hdnd.composed = function (word) {
    const plain = word.replace(/^([^aeiouyăâêôơưw]*)w/, "$1uw");
    const first = /^(?:qu|[^aeiouyăâêôơư]*)/.exec(plain)[0].length;
    if (first === plain.length) return "";
    let onset = plain.slice(0, first).replace(/^dd|^d9/, "đ");
    let tone = "";
    let rest = plain.slice(first).replace(/[sfrxj1-5]/g, function (key) {
      tone = TONES[key];
      return "";
    });
    if (onset === "d" && /[d9]/.test(rest)) {
      onset = "đ";
      rest = rest.replace(/[d9]/, "");
    }
    const letters = marked(rest);
    if (!/^[aeiouyăâêôơư]/.test(letters)) return ""; // "qwx": keys alone, and no vowel to bear the tone
    const made = (onset + toned(onset, letters, tone)).normalize("NFC");
    return made === word || /[0-9wfjz]/.test(made) ? "" : hdnd.termOf(made);
  };

  /**
   * Hats, horns and breves from the keys that stand for them, behind their letter or at the end.
   * @param {string} rest
   */
  function marked(rest) {
    const horn = /[w7]/.test(rest);
    let bare = rest.replace(/[w678]/g, "");
    if (/6/.test(rest)) bare = bare.replace(/[aeo]/, (letter) => HATS[letter]);
    bare = bare.replace(/([aeo])([iuy]|ch|n[gh]?|[cmpt])?\1/, (_, letter, end) => HATS[letter] + (end || ""));
    if (/8/.test(rest) || (horn && !/u|o/.test(bare.replace("oa", "a")))) return bare.replace("a", "ă");
    if (!horn) return bare;
    return /uo/.test(bare) ? bare.replace("uo", "ươ") : bare.replace(/[uo]/, (letter) => HORNS[letter]);
  }

  /**
   * The tone on its vowel.
   * @param {string} onset
   * @param {string} rest
   * @param {string} tone
   */
  function toned(onset, rest, tone) {
    if (!tone) return rest;
    const vowels = /^[aeiouyăâêôơư]+/.exec(rest)[0];
    const skip = onset === "g" && vowels[0] === "i" && vowels.length > 1 ? 1 : 0;
    const marked = vowels.search(/[ăâêôơư](?![ăâêôơư])/);
    const size = vowels.length - skip;
    const middle = size > 2 || (size === 2 && rest.length > vowels.length) ? 1 : 0;
    const place = marked >= 0 ? marked : skip + middle;
    return rest.slice(0, place + 1) + tone + rest.slice(place + 1);
  }

  /**
   * How far two words are from each other: 0, 0.5 for a slip of the finger (a key beside, two letters changed over, a letter
   * doubled), 1 for another letter more, less or instead; Infinity for more than that.
   */
  hdnd.slip = function (one, other) {
    if (one === other) return 0;
    if (Math.abs(one.length - other.length) > 1) return Infinity;
    let from = 0;
    while (from < one.length && one[from] === other[from]) from += 1;
    const [a, b] = [one.slice(from), other.slice(from)];
    if (a.length === b.length) {
      if (a.slice(1) === b.slice(1)) return beside(a[0], b[0]) ? 0.5 : 1;
      return a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2) ? 0.5 : Infinity;
    }
    const [long, short, whole] = a.length > b.length ? [a, b, one] : [b, a, other];
    if (long.slice(1) !== short) return Infinity;
    return long[0] === whole[from - 1] ? 0.5 : 1;
  };

  /**
   * Whether two keys lie side by side.
   * @param {string} one
   * @param {string} other
   */
  function beside(one, other) {
    const place = (key) => {
      const row = KEYS.findIndex((keys) => keys.includes(key));
      return [row, row < 0 ? 0 : KEYS[row].indexOf(key)];
    };
    const [[row, at], [otherRow, otherAt]] = [place(one), place(other)];
    if (row < 0 || otherRow < 0) return false;
    const step = otherAt - at;
    if (row === otherRow) return Math.abs(step) === 1;
    return Math.abs(row - otherRow) === 1 && (row < otherRow ? step === 0 || step === -1 : step === 0 || step === 1);
  }

  /**
   * The best reading of a question, each of some words as what was meant.
   * @param {Index} index
   * @param {Question} question
   * @param {Reading} typed  its words as they are typed
   * @param {Entry[]} words  those that may have been meant otherwise
   * @returns {Promise<Reading>}
   */
  hdnd.readOtherwise = async function (index, question, typed, words) {
    let best = typed;
    const repaired = [];
    const others = new Map();
    for (const word of words) {
      const meant = Boolean(word.folded) || isMeant(question, word.name);
      const other = meant && best.whole ? null : await bestReading(index, best, word);
      if (!other) continue;
      const paired = Boolean(word.folded) || isPaired(other);
      if (meant && !(other.whole && paired && best.words.length > (word.folded ? 1 : 2))) {
        if (!word.folded && paired) others.set(word.name, other.instead.join(" "));
        continue;
      }
      best = other;
      repaired.push({ typed: word.name, read: other.instead.join(" "), known: Boolean(word.folded) });
    }
    const offered = others.size ? question.words.map((word) => others.get(word) || word).join(" ") : "";
    return Object.assign(best, { repaired: repaired, offered: offered });
  };

  /**
   * Whether a word that no document has was meant as it stands: a syllable that is spelled right, or an abbreviation. In a
   * small archive "thủy điện" was answered with "thủ", "NTM" with "năm".
   * @param {Question} question
   * @param {string} word
   */
  function isMeant(question, word) {
    return hdnd.isSyllable(word) || hdnd.isAbbreviation(question, word);
  }

  /**
   * Whether what a word was read as stands beside a word of the question in a title.
   * @param {Reading} other
   */
  function isPaired(other) {
    return other.found.pairs.some((pair) => pair.name.split("_").some((word) => other.instead.includes(word)));
  }

  /**
   * Of the readings of one word that under which the best document has the largest share of what can be had.
   * @param {Index} index
   * @param {Reading} before
   * @param {Entry} word
   */
  async function bestReading(index, before, word) {
    const { name, folded } = word;
    let best = null;
    const place = before.words.indexOf(name);
    for (const instead of await readings(index, before.words, place, before.accented, Boolean(folded))) {
      const words = before.words.flatMap((one) => (one === name ? instead : [one]));
      const other = await hdnd.readAs(index, words, before.accented || instead.some((one) => hdnd.fold(one) !== one));
      if (!isWord(other, instead)) continue;
      const share = other.top / (other.sheet.total || 1);
      if (!best || share > best.share) best = Object.assign(other, { instead: instead, share: share });
    }
    return best;
  }

  /**
   * Whether what a word is read as is one: spelled right, or no slip itself, which one document or two may have ("fee" was
   * read as "kee", out of a title's "Kee hoạch").
   * @param {Reading} other
   * @param {string[]} instead
   */
  function isWord(other, instead) {
    const documents = (/** @type {Term} */ term) => Math.max(...term.fields.map(({ slots }) => slots.length));
    const own = other.found.words.filter((one) => one.folded && instead.includes(one.name));
    return own.every((one) => hdnd.isSyllable(one.name) || /[0-9]/.test(one.name) || documents(one.folded) >= WORDS);
  }

  /**
   * What may have been meant by a word, each as one word or two.
   * @param {Index} index
   * @param {string[]} words
   * @param {number} place
   * @param {boolean} accented
   * @param {boolean} known  some document has the word: it is read otherwise only as what follows the one before in a title
   */
  async function readings(index, words, place, accented, known) {
    const word = words[place];
    const made = hdnd.composed(word);
    if (made && (await index.rows(hdnd.fold(made))).length) return [[made]];
    const followers = place > 0 ? await following(index, words[place - 1], word, accented) : [];
    if (followers.length || (known && place > 0)) return followers;
    const parts = await split(index, word);
    return parts.length ? parts : nearest(await index.vocabulary(), word, accented);
  }

  /**
   * Words that stand behind the one before in a title, and are a slip away.
   * @param {Index} index
   * @param {string} before
   * @param {string} word
   * @param {boolean} accented
   */
  async function following(index, before, word, accented) {
    const start = hdnd.fold(before) + "_";
    const rows = await index.rows(start, start + "\uffff");
    const behind = rows.map((row) => row.term.slice(row.term.indexOf("_") + 1)).filter((name) => !name.includes("_"));
    return nearest(Array.from(new Set(behind)), word, accented);
  }

  /**
   * The names a slip away from a word, the nearest first.
   * @param {string[]} names
   * @param {string} word
   * @param {boolean} accented
   */
  function nearest(names, word, accented) {
    const bare = hdnd.fold(word);
    const found = new Map();
    for (const name of names) {
      const apart = hdnd.slip(bare, hdnd.fold(name));
      if (apart > 1 || /[0-9]/.test(name)) continue;
      const exact = accented ? hdnd.slip(word, name) : 0;
      const far = apart + (exact <= 1 ? 0 : 1);
      const key = exact <= 1 && accented ? name : hdnd.fold(name);
      if (!found.has(key) || found.get(key) > far) found.set(key, far);
    }
    const order = Array.from(found).sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1));
    return order.slice(0, MOST_READINGS).map(([name]) => [name]);
  }

  /**
   * Words written as one: two, or more that stand behind each other in a title; else names behind each other, of two such
   * words or more ("hocphimamnon": no title has "phí mầm").
   * @param {Index} index
   * @param {string} word
   * @returns {Promise<string[][]>}
   */
  async function split(index, word) {
    const [, letters, figures] = /^(\D*)(\d*)/.exec(word); // "bảnggiáđất2020"
    const joined = await partings(index, letters, false);
    const found = joined.length ? joined : await partings(index, letters, true);
    return figures ? found.map((parts) => parts.concat(figures)) : found;
  }

  /**
   * Letters as syllables, each beside one that stands so in a title: behind the one before, or, where `names` may follow
   * each other, before the next.
   * @param {Index} index
   * @param {string} letters
   * @param {boolean} names
   */
  async function partings(index, letters, names) {
    /** @type {string[][]} */
    const found = [];
    /** @type {(parts: string[], rest: string, joined: boolean) => Promise<void>} */
    const part = async function (parts, rest, joined) {
      if (joined && !rest) found.push(parts);
      for (let cut = 1; cut <= Math.min(rest.length, MOST_LETTERS); cut += 1) {
        const [head, tail] = [rest.slice(0, cut), rest.slice(cut)];
        if (!SYLLABLE.test(hdnd.fold(head)) || !SYLLABLES.test(hdnd.fold(tail)) || found.length >= MOST_READINGS)
          continue;
        const pair = parts.slice(-1).concat(head).map(hdnd.fold).join("_");
        if (parts.length && (await index.rows(pair)).length) await part(parts.concat(head), tail, true);
        else if (!parts.length || (names && joined && tail)) await part(parts.concat(head), tail, false);
      }
    };
    await part([], letters, false);
    return found;
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
