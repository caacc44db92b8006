/*
 * What every document has of the words of a question typed plainly. The weights are Lunr's (score.js), but for two things:
 * a word counts by how rare it is among titles, too, since a text of a thousand syllables has nearly every one of them; and
 * what stands in the text alone counts for less. The factors were measured (docs/explanation/search.md).
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** Of a word's weight, what the spelling as typed gives; the rest is given by all spellings without marks. */
  const TYPED = 0.5;
  /** The same of the spelling that a word typed without marks was likely meant to have, see marks.js. */
  const LIKELY = 0.6;
  const PAIR = 0.7;
  /** What a word weighs that no title has and few texts: people's "vậy" and "ạ", or a slip that a text shares, are no subject. */
  const [STRAY, FEW] = [0.1, 1 / 50];
  /**
   * Words that ask, and what each weighs: titles have them for other reasons ("giao đất không thu tiền"). Not left out: what
   * has the few words left is likelier chance. Without marks those alone that are hardly anything else.
   */
  const ASKING = new Set(
    "bao nhiêu mấy gì nào sao ai đâu không được có phải cần muốn cho thì bị mà nhieu khong duoc phai muon".split(" "),
  );
  const ASKED = 0.5;
  /** What all words in the title, or anywhere, weigh beside the words themselves. */
  const IN_TITLE = 20;
  const ANYWHERE = 1;
  /** What all words in the title weigh when some of them have other marks there. */
  const OTHER_MARKS = 0.5;
  /** What they weigh when some stand in no title, but say whose the document is, of what kind, of which year (facts.js). */
  const TOLD = 0.9;
  /**
   * How far a word's weight follows how rare it is among titles, instead of anywhere (a power). Nine texts of ten have
   * "thưởng" and "đói" by chance: "thưởng về môi trường" led to all that protects the environment.
   */
  const BY_TITLES = 0.3;
  /** What a word weighs in the text, as a share of Lunr's weight. */
  const IN_TEXT = 0.5;

  /**
   * What every document has of the words.
   * @returns {Sheet}  by slot;
   *   `reach`: the weight of the words that stand there, of `total`, each by how rare it is among titles; `folded` and
   *   `typed`: how many of the words do
   */
  hdnd.measured = function (index, found, accented) {
    const words = found.words.filter((word) => word.folded);
    const count = (/** @type {"folded" | "typed"} */ marks) => {
      const terms = words.map((word) => word[marks]);
      return tally(index, terms);
    };
    const folded = count("folded");
    const typed = accented ? count("typed") : folded;
    const told = { folded: withFacts(index, found, folded, "folded"), typed: withFacts(index, found, typed, "typed") };
    /** @type {Sheet} */
    const sheet = {
      scores: new Float64Array(index.size),
      reach: new Float64Array(index.size),
      total: 0,
      folded: folded,
      typed: typed,
      told: told,
    };
    for (const word of words) add(index, sheet, word, reached(index, sheet, word));
    for (const pair of found.pairs) add(index, sheet, pair, PAIR);
    const whole = words.reduce((sum, word) => sum + word.folded.idf, 0);
    reward(sheet, words.length, whole);
    return sheet;
  };

  /**
   * Count what documents reach by a word.
   * @param {Index} index
   * @param {Sheet} sheet
   * @param {Entry} word
   * @returns {number}  the share of Lunr's weight that it has in the scores
   */
  function reached(index, sheet, word) {
    const term = word.folded;
    const rare = amongTitles(index, term);
    const share = isStray(index, term) ? STRAY : ASKING.has(word.name) ? ASKED : 1;
    sheet.total += share * rare;
    eachSlot(index, term, (slot) => {
      sheet.reach[slot] += share * rare;
    });
    return share * (rare / term.idf) ** BY_TITLES;
  }

  /**
   * How rare a term is among titles and numbers, by Lunr's measure.
   * @param {Index} index
   * @param {Term} term
   */
  function amongTitles(index, term) {
    const titled = slotsOf(index, [term], index.heading).size;
    return Math.log(1 + (index.count - titled + 0.5) / (titled + 0.5));
  }

  /**
   * Add to the scores what a word or a pair weighs, about half of it for its spelling as typed or likely meant.
   * @param {Index} index
   * @param {Sheet} sheet
   * @param {Entry} entry
   * @param {number} share  of Lunr's weight
   */
  function add(index, sheet, entry, share) {
    const marks = entry.likely ? LIKELY : entry.typed === entry.folded ? 0 : TYPED;
    weigh(index, sheet.scores, entry.folded, share * (1 - marks));
    if (marks) weigh(index, sheet.scores, entry.likely || entry.typed, share * marks);
  }

  /**
   * Whether few texts have a term, and no document's title, number or facts.
   * @param {Index} index
   * @param {Term} term
   */
  function isStray(index, term) {
    return term.fields.every(({ slots }, at) => slots.length <= (index.heading.includes(at) ? 0 : index.count * FEW));
  }

  /**
   * What having all the words weighs, in the title or anywhere, under these marks or others.
   * @param {Sheet} sheet
   * @param {number} size
   * @param {number} total
   */
  function reward(sheet, size, total) {
    for (let slot = 0; slot < sheet.scores.length; slot += 1) {
      if (sheet.told.folded.anywhere[slot] < size) continue;
      const title = Math.max(inTitle(sheet, slot, size), TOLD * inTitle(sheet.told, slot, size));
      sheet.scores[slot] += total * (ANYWHERE + IN_TITLE * title);
    }
  }

  /**
   * The share of the reward for all words in the title: all of it where they stand as typed.
   * @param {{folded: Tally, typed: Tally}} counted
   * @param {number} slot
   * @param {number} size
   */
  function inTitle(counted, slot, size) {
    if (counted.typed.inTitle[slot] === size) return 1;
    return counted.folded.inTitle[slot] === size ? OTHER_MARKS : 0;
  }

  /**
   * A tally in which words stand, anywhere and in the title, where what they say is true of the document.
   * @param {Index} index
   * @param {LookedUp} found
   * @param {Tally} counted
   * @param {"folded" | "typed"} marks
   * @returns {Tally}
   */
  function withFacts(index, found, counted, marks) {
    const told = { anywhere: counted.anywhere.slice(), inTitle: counted.inTitle.slice() };
    const count = (
      /** @type {Uint8Array} */ sheet,
      /** @type {Set<number>} */ slots,
      /** @type {Set<number>} */ without,
    ) => {
      for (const slot of slots) if (!without.has(slot)) sheet[slot] += 1;
    };
    for (const word of found.facts.length ? found.words : []) {
      const own = word[marks];
      if (!own) continue;
      const facts = found.facts.filter((fact) => fact.words.includes(word.name)).map((fact) => fact.term);
      const titled = slotsOf(index, [own], index.titles);
      const figure = hdnd.figureOf(found.words, word);
      if (facts.length) {
        count(told.anywhere, slotsOf(index, facts), slotsOf(index, [own]));
        count(told.inTitle, slotsOf(index, facts), titled);
      } else if (figure && figure[marks]) {
        const bearing = slotsOf(index, [figure[marks]], index.heading);
        count(told.anywhere, bearing, slotsOf(index, [own]));
        count(told.inTitle, bearing, titled);
      }
    }
    return told;
  }

  /**
   * The slots in which any of these terms stands.
   * @param {Index} index
   * @param {Term[]} terms
   * @param {Iterable<number>} [fields]
   * @returns {Set<number>}
   */
  function slotsOf(index, terms, fields) {
    /** @type {Set<number>} */
    const found = new Set();
    for (const term of terms) eachSlot(index, term, (slot) => found.add(slot), fields);
    return found;
  }

  /**
   * How many of the words stand in each document, and in its title.
   * @param {Index} index
   * @param {Term[]} terms
   */
  function tally(index, terms) {
    const anywhere = new Uint8Array(index.size);
    const inTitle = new Uint8Array(index.size);
    for (const term of terms) {
      eachSlot(index, term, (slot) => {
        anywhere[slot] += 1;
      });
      const heading = term.name.includes("/") ? index.heading : index.titles;
      eachSlot(
        index,
        term,
        (slot) => {
          inTitle[slot] += 1;
        },
        heading,
      );
    }
    return { anywhere: anywhere, inTitle: inTitle };
  }

  /**
   * Each slot once in which a term stands, in any of these fields.
   * @param {Index} index
   * @param {Term} term
   * @param {(slot: number) => void} take
   * @param {Iterable<number>} [fields]
   */
  function eachSlot(index, term, take, fields = term.fields.keys()) {
    const seen = index.seen;
    const turn = (index.turn += 1);
    for (const field of fields) {
      const slots = term.fields[field].slots;
      for (let place = 0; place < slots.length; place += 1) {
        if (seen[slots[place]] === turn) continue;
        seen[slots[place]] = turn;
        take(slots[place]);
      }
    }
  }

  /**
   * Add a term's weights to the scores of the documents that have it.
   * @param {Index} index
   * @param {Float64Array} scores
   * @param {Term} term
   * @param {number} share
   */
  function weigh(index, scores, term, share) {
    term.fields.forEach(function ({ slots, often }, field) {
      const weight = hdnd.weigher(index, term, field);
      const part = index.heading.includes(field) ? share : share * IN_TEXT;
      for (let place = 0; place < slots.length; place += 1)
        scores[slots[place]] += part * weight(slots[place], often[place]);
    });
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
