/*
 * How near to each other the words of a question stand in the texts. The index has no positions, so texts are read: those
 * that have all the words, the likeliest first, until one has them side by side. A question whose words stand all in a title
 * reads none beyond those it shows.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MOST_READ = 50;
  const BATCH = 10;
  /** What words side by side weigh, as a multiple of the best document's score without it. */
  const NEAR = 2;
  /** Words near each other in another order, or with others between, are worth at most this share of that. */
  const APART = 0.2;

  /**
   * Raise the scores of documents whose texts have the words near each other.
   * @param {Index} index
   * @param {Reading} reading  from hdnd.repaired
   * @param {number[]} slots  those that have all words
   * @returns {Promise<number[]>}  those that were read
   */
  hdnd.comparedNearness = async function (index, reading, slots) {
    const likely = likelihood(index, reading, slots);
    const order = hdnd.best(slots, likely, MOST_READ).sort((one, other) => likely[other] - likely[one] || one - other);
    const words = reading.words.map(reading.accented ? (word) => word : hdnd.fold);
    const near = new Map();
    for (let from = 0; from < Math.min(order.length, MOST_READ); from += BATCH) {
      const batch = order.slice(from, from + BATCH);
      const documents = await Promise.all(batch.map((slot) => hdnd.readDocument(index, slot)));
      batch.forEach((slot, place) => near.set(slot, nearness(documents[place], words, reading.accented)));
      if (batch.some((slot) => near.get(slot) === 1)) break;
    }
    const top = reading.top * NEAR;
    for (const [slot, worth] of near) reading.sheet.scores[slot] += top * worth;
    return Array.from(near.keys());
  };

  /**
   * How likely words stand side by side where all is left to chance: how often each, over the length of the text for each
   * but the first.
   * @param {Index} index
   * @param {Reading} reading
   * @param {number[]} slots
   */
  function likelihood(index, reading, slots) {
    const likely = new Float64Array(index.size).fill(-Infinity);
    const words = reading.found.words.filter((word) => word.folded);
    const text = index.fields.findIndex((field) => field.name === "text");
    for (const slot of slots) likely[slot] = -(words.length - 1) * Math.log(index.norms[text][slot]);
    for (const word of words) {
      const { slots: places, often } = word.typed.fields[text];
      for (let place = 0; place < places.length; place += 1) likely[places[place]] += Math.log(1 + often[place]);
    }
    return likely;
  }

  /**
   * From 1, where the words stand side by side in their order, down to 0, where no passage has them all.
   * @param {Found} document
   * @param {string[]} words
   * @param {boolean} accented
   */
  function nearness(document, words, accented) {
    const kinds = new Map(Array.from(new Set(words), (word, place) => [word, place]));
    const sequence = words.map((word) => kinds.get(word));
    let best = 0;
    for (const passage of document.passages) {
      const last = new Array(kinds.size).fill(-1);
      const terms = hdnd.spans(passage.text).map((span) => kinds.get(accented ? span.term : hdnd.fold(span.term)));
      for (let place = 0; place < terms.length; place += 1) {
        if (terms[place] === undefined) continue;
        last[terms[place]] = place;
        const from = place - words.length + 1;
        if (from >= 0 && sequence.every((kind, step) => terms[from + step] === kind)) return 1;
        const first = Math.min(...last);
        if (first >= 0) best = Math.max(best, APART * Math.min(1, kinds.size / (place - first + 1)));
      }
    }
    return best;
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
