/*
 * The order of words typed plainly: ours, not Lunr's. Every word is wanted and none is required; words that are neighbours
 * in the question and in a title weigh as a word of their own, and so does having all words, in the title or anywhere
 * (sheet.js); the factors were measured (docs/explanation/search.md).
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** A document that has less than this share of the question's weight, words that none has among it, is no answer. */
  const LEAST = 0.3;
  /** A document that lacks a word stands in the list as long as it is better than this many that have all. */
  const ENOUGH = 20;
  const COMPARED = 10;
  const SHORT = 3;
  /**
   * Titles that have a pair, where it is a name of something. Of the phrases out of texts one lost its first place where six
   * were enough, none with ten.
   */
  const KNOWN = 10;

  /**
   * Read words and the pairs of neighbours among them.
   * @returns {Promise<LookedUp>}  each once, in the order of the question; `facts`: what it says besides titles
   */
  hdnd.lookUp = async function (index, words, accented) {
    const pairs = words
      .slice(1)
      .map((word, place) => words[place] + "_" + word)
      .filter((pair) => !pair.includes("/"))
      .concat(hdnd.sessionPairs(words));
    const read = (names) =>
      Promise.all(
        Array.from(new Set(names), async function (name) {
          return hdnd.entry(index, name, await index.rows(hdnd.fold(name)), accented);
        }),
      );
    const [singles, doubles, facts] = await Promise.all([read(words), read(pairs), hdnd.readFacts(index, words)]);
    for (const entry of singles) {
      const fact = entry.folded ? null : facts.find((one) => one.words.includes(entry.name));
      if (fact) entry.typed = entry.folded = fact.term;
    }
    if (!accented) hdnd.guessMarks(index, words, singles, doubles);
    return { words: singles, pairs: doubles.filter((pair) => pair.folded), facts: facts };
  };

  /** An entry of rows that fold alike. */
  hdnd.entry = function (index, name, rows, accented) {
    const folded = rows.length ? hdnd.gather(index, rows, true)[0] : null;
    const own = accented ? rows.filter((row) => row.term === name) : [];
    const typed = own.length ? hdnd.gather(index, own, false)[0] : folded;
    return { name: name, rows: rows, typed: typed, folded: folded };
  };

  /**
   * Documents for words typed plainly, best first.
   * @returns {Promise<Tier>}  see answer.js; with `repaired`, how words that no document has were read; `titles`, how many
   *   documents have all words in the title, `all`, anywhere; `absent`, the words that no document has; `offered`, the
   *   question with what may have been meant instead of them; and for each hit what it `lacks`
   */
  hdnd.rank = async function (index, question, options) {
    const reading = await hdnd.repaired(index, question);
    const words = reading.found.words.filter((word) => word.folded);
    const absent = reading.found.words.filter((word) => !word.folded).map((word) => word.name);
    const { sheet } = reading;
    const [all, slots] = answers(sheet, words, absent.length);
    const isTold = (/** @type {Entry} */ word) => reading.found.facts.some((fact) => fact.term === word.folded);
    const keep = (some) => (options.keep ? some.filter(options.keep) : some);
    await hdnd.newestOfNumber(index, reading, keep(slots));
    const best = hdnd.best(keep(slots), sheet.scores, options.most);
    const likely = ordered(sheet, best).map((hit) => hit.slot);
    if (reading.whole) await hdnd.newestOfTitle(index, reading, likely);
    /** @param {Hit[]} hits */
    const tier = (hits) => ({
      kind: "fit",
      slots: slots,
      hits: hits.slice(0, options.most).map((hit) => Object.assign(hit, described(hit.slot, reading, words))),
      complete: all,
      describe: (slot) => described(slot, reading, words),
      sought: soughtIn(reading, words, false),
      repaired: reading.repaired,
      offered: reading.offered,
      absent: absent,
      all: absent.length ? 0 : all.length,
      titles:
        absent.length || words.some(isTold)
          ? 0
          : all.filter((slot) => sheet.typed.inTitle[slot] === words.length).length,
    });
    const lead = async (/** @type {Hit} */ hit) => {
      if (options.early && !question.cut) await options.early(tier([hit]));
    };
    let read = [];
    if (words.length > 1 && !reading.whole && all.length) {
      const found = (/** @type {number} */ slot) => lead({ slot: slot, score: sheet.scores[slot] });
      const subject = isSubject(reading, likely[0]);
      read = await hdnd.comparedNearness(index, reading, keep(all), subject, found, async (first) => {
        const hits = ordered(sheet, best.concat(first));
        if (!isSubject(reading, hits[0].slot)) return null;
        await lead(hits[0]);
        return hits[0].slot;
      });
    }
    const hits = ordered(sheet, best.concat(read));
    return tier(question.cut ? await titlesFirst(index, question.text, hits) : hits);
  };

  /**
   * Whether a question looks like a subject: three words at most; or half of its pairs in the best document's title; or
   * words that go in pairs known from titles ("giám sát" "nước sạch", whose middle pair is none). Phrases out of texts are
   * longer, and their pairs stand in titles by chance alone.
   * @param {Reading} reading
   * @param {number} slot
   */
  function isSubject(reading, slot) {
    const { words, found } = reading;
    if (words.length <= SHORT) return true;
    const known = found.pairs.filter((pair) => isKnown(pair.folded)).flatMap((pair) => pair.name.split("_"));
    if (words.every((word) => known.includes(word))) return true;
    return found.pairs.filter((pair) => stands(pair.folded, slot)).length * 2 >= words.length - 1;
  }

  /**
   * Whether as many titles have a pair as none gets by chance.
   * @param {Term} pair
   */
  function isKnown(pair) {
    return pair.fields.some(({ slots }) => slots.length >= KNOWN);
  }

  /**
   * Whether a term stands in a document.
   * @param {Term} term
   * @param {number} slot
   */
  function stands(term, slot) {
    return term.fields.some(({ slots }) => slots[hdnd.firstPlace(slots.length, (at) => slots[at] >= slot)] === slot);
  }

  /**
   * Slots as hits, each once, the best first.
   * @param {Sheet} sheet
   * @param {number[]} slots
   * @returns {Hit[]}
   */
  function ordered(sheet, slots) {
    const hits = Array.from(new Set(slots), (slot) => ({ slot: slot, score: sheet.scores[slot] }));
    return hits.sort((one, other) => other.score - one.score || one.slot - other.slot);
  }

  /**
   * Of the best, those first whose title holds a long text whole; only its beginning was looked up.
   * @param {Index} index
   * @param {string} text
   * @param {Hit[]} hits
   */
  async function titlesFirst(index, text, hits) {
    const compared = hdnd.compared(text);
    const documents = await Promise.all(hits.slice(0, COMPARED).map((hit) => hdnd.readDocument(index, hit.slot)));
    const holds = documents.map((document) => hdnd.compared(String(document.card.title)).includes(compared));
    const first = hits.filter((_, place) => holds[place]);
    return first
      .map((hit) => Object.assign(hit, { score: hits[0].score }))
      .concat(hits.filter((_, place) => !holds[place]));
  }

  /**
   * What a hit has not: words that do not stand there at all; and what to mark there, where marks differ.
   * @param {number} slot
   * @param {Reading} reading
   * @param {Entry[]} words
   */
  function described(slot, reading, words) {
    const told = (/** @type {Entry} */ word) =>
      reading.found.facts.some((fact) => fact.words.includes(word.name) && stands(fact.term, slot));
    const loose = words.some((word) => word.typed !== word.folded && !stands(word.typed, slot) && !told(word));
    return {
      lacks: words.filter((word) => !stands(word.folded, slot) && !told(word)).map((word) => word.name),
      loose: loose && reading.accented,
      sought: loose ? soughtIn(reading, words, true) : undefined,
    };
  }

  /**
   * The words together where they stand side by side, and each alone; see excerpt.js.
   * @param {Reading} reading
   * @param {Entry[]} words
   * @param {boolean} loose
   */
  function soughtIn(reading, words, loose) {
    const folded = loose || !reading.accented;
    const plain = folded ? hdnd.fold : (/** @type {string} */ word) => word;
    const single = words.map(function (word) {
      const exact = word.typed !== word.folded || !reading.accented;
      return { names: new Set([folded || !exact ? hdnd.fold(word.name) : word.name]), folded: folded || !exact };
    });
    /** @type {Sought[]} */
    const together = words.length > 1 ? [{ words: reading.words.map(plain), folded: folded }] : [];
    return together.concat(single);
  }

  /**
   * The documents that have all words as typed; and with them those that lack some but are better than the twentieth.
   * Words that no document has weigh as much as the others do on average; but beside a figure nothing, since a document
   * asked for by its number ("12 lam giang") is that one whatever stands there of the place.
   * @param {Sheet} sheet
   * @param {Entry[]} words
   * @param {number} absent
   */
  function answers(sheet, words, absent) {
    const size = words.length;
    const nowhere = words.some((word) => /[0-9]/.test(word.name)) ? 0 : absent;
    const least = LEAST * sheet.total * (1 + nowhere / size);
    const fits = (/** @type {number} */ slot) => sheet.told.typed.anywhere[slot] === size;
    const all = [];
    for (let slot = 0; slot < sheet.scores.length && size; slot += 1) if (fits(slot)) all.push(slot);
    const best = all.length < ENOUGH ? [] : hdnd.best(all, sheet.scores, ENOUGH);
    const last = best.length ? best.reduce((low, slot) => Math.min(low, sheet.scores[slot]), Infinity) : 0;
    const slots = [];
    for (let slot = 0; slot < sheet.scores.length && size; slot += 1) {
      const near = sheet.reach[slot] && sheet.reach[slot] >= least && sheet.scores[slot] > last;
      if (near || fits(slot)) slots.push(slot);
    }
    return [all, slots];
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
