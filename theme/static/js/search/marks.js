/*
 * Which marks the words of a question typed without any were meant to have: those under which titles have them side by side.
 * "chat van" is "chất vấn" in titles and never "chặt văn"; without this, what has "chắt", "vận" or "ván" weighed as much. Of
 * 1,371 syllables of several spellings, in 221 questions of citizens, neighbours tell 929, and 95 of 100 rightly; of the
 * others nothing is guessed, since what only asks ("nào", "gì") stands in no title and would be read as what does.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** What a spelling's own place in titles tells, beside the word before it. */
  const ALONE = 0.3;

  /**
   * A way to spell a word and those before it: how likely, and the way to spell the word before.
   * @typedef {{word: string, worth: number, sure: boolean, before: ?Way}} Way
   */

  /**
   * Give words and pairs the term that was likely meant, where they have several spellings and a neighbour tells which.
   * @param {Index} index
   * @param {string[]} words  of the question, in order
   * @param {Entry[]} singles
   * @param {Entry[]} doubles  pairs of neighbours
   */
  hdnd.guessMarks = function (index, words, singles, doubles) {
    const entries = new Map(singles.concat(doubles).map((entry) => [entry.name, entry]));
    const ways = likeliest(index, words, entries);
    ways.forEach(function (way, place) {
      const next = ways[place + 1];
      if (way.sure || (next && next.sure)) mean(index, entries.get(words[place]), way.word);
      if (way.sure) mean(index, entries.get(words[place - 1] + "_" + words[place]), way.before.word + "_" + way.word);
    });
  };

  /**
   * The likeliest ways to spell all words, a word each.
   * @param {Index} index
   * @param {string[]} words
   * @param {Map<string, Entry>} entries
   * @returns {Way[]}
   */
  function likeliest(index, words, entries) {
    /** @type {Way[]} */
    let ways = [];
    words.forEach(function (word, place) {
      const pairs = spelled(index, entries.get(words[place - 1] + "_" + word));
      const own = spelled(index, entries.get(word));
      if (!own.size) own.set(word, 0);
      const before = ways;
      ways = Array.from(own, ([name, often]) => best(before, pairs, name, ALONE * Math.log(1 + often)));
    });
    const found = [];
    let last = ways.length ? ways.reduce((most, way) => (way.worth > most.worth ? way : most)) : null;
    for (; last; last = last.before) found.unshift(last);
    return found;
  }

  /**
   * The best way to a spelling from those of the word before.
   * @param {Way[]} ways
   * @param {Map<string, number>} pairs
   * @param {string} word
   * @param {number} alone
   * @returns {Way}
   */
  function best(ways, pairs, word, alone) {
    let found = { word: word, worth: alone, sure: false, before: null };
    ways.forEach(function (way, place) {
      const often = pairs.get(way.word + "_" + word) || 0;
      const worth = alone + way.worth + Math.log(1 + often);
      if (place === 0 || worth > found.worth) found = { word: word, worth: worth, sure: often > 0, before: way };
    });
    return found;
  }

  /**
   * How much titles have of each spelling: the digits of its postings, which are about as many as the titles.
   * @param {Index} index
   * @param {Entry | undefined} entry
   * @returns {Map<string, number>}
   */
  function spelled(index, entry) {
    const found = new Map();
    for (const row of entry ? entry.rows : []) {
      const often = index.titles.reduce((sum, field) => sum + row.lists[field].length, 0);
      found.set(row.term, (found.get(row.term) || 0) + often);
    }
    return found;
  }

  /**
   * Let an entry mean one of its spellings; its first place in the question decides.
   * @param {Index} index
   * @param {Entry | undefined} entry
   * @param {string} spelling
   */
  function mean(index, entry, spelling) {
    if (!entry || entry.likely) return;
    const own = entry.rows.filter((row) => row.term === spelling);
    if (own.length && own.length < entry.rows.length) entry.likely = hdnd.gather(index, own, false)[0];
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
