/*
 * The newest first of documents that a question asks for by their number alone: beside it, it says only whose they are, of
 * what kind and year. All of them fit alike, and what their titles say besides ("nghị quyết 11 Bình Lạc" led to the older
 * resolution, whose title cites another one of Bình Lạc) tells nothing. They are few, and their cards tell the days.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** Beside whose a document is, its number asks for it as its title does: "12 lam giang" is not "cống số 12" of Lam Giang. */
  const FIGURES = /^[0-9]+$/;
  /** Before a figure, this says that it is a number. */
  const NUMBERED = /^s[ốo]$/;
  /** More documents than this of one number were not asked for. */
  const MOST = 10;
  const LESS = 1e-9;
  /** Files that a browser asks a server for at once. */
  const AT_ONCE = 6;

  /**
   * The figure that a word is, or that it calls a number ("số 11"); none of other words.
   * @param {Entry[]} words
   * @param {Entry} word
   * @returns {?Entry}
   */
  hdnd.figureOf = function (words, word) {
    const next = words[words.indexOf(word) + 1];
    return [word, NUMBERED.test(word.name) ? next : null].find((one) => one && FIGURES.test(one.name)) || null;
  };

  /**
   * Give the scores of the documents that words typed plainly ask for by their number to the newest first. One whose title
   * has the number, too, is left where it is.
   * @param {Index} index
   * @param {Reading} reading
   * @param {number[]} slots  of which documents
   */
  hdnd.newestOfNumber = async function (index, reading, slots) {
    const { words, facts } = reading.found;
    const { told, typed, scores } = reading.sheet;
    const said = new Set(facts.flatMap((fact) => fact.words));
    const figures = words.filter((word) => !said.has(word.name)).map((word) => hdnd.figureOf(words, word));
    if (!figures.length || !figures.every(Boolean)) return;
    const number = index.fields.findIndex((field) => field.name === "number");
    const bears = new Set(figures[0].folded ? figures[0].folded.fields[number].slots : []);
    const all = (/** @type {Tally} */ tally, /** @type {number} */ slot) => tally.inTitle[slot] === words.length;
    const alike = slots.filter((slot) => bears.has(slot) && all(told.folded, slot) && !all(typed, slot));
    if (alike.length <= MOST) await newestFirst(index, scores, alike);
  };

  /**
   * Give the scores of documents that are of one council and one title ("Về việc đặt tên đường", each year anew) to the newest
   * first. Looked for among those that fit as the best does, where the second of them bears its title: each text that is read
   * before the first row costs a telephone eight milliseconds.
   * @param {Index} index
   * @param {Reading} reading
   * @param {number[]} best  slots, best first
   */
  hdnd.newestOfTitle = async function (index, reading, best) {
    const { typed, told, scores } = reading.sheet;
    const title = index.fields.findIndex((field) => field.name === "title");
    const fit = (/** @type {number} */ slot) =>
      [index.norms[title][slot], typed.inTitle[slot], told.typed.inTitle[slot]].join();
    const alike = best.filter((slot) => fit(slot) === fit(best[0])).slice(0, AT_ONCE);
    if (alike.length < 2) return;
    const name = async (/** @type {number} */ slot) => {
      const { card } = await hdnd.readDocument(index, slot);
      return hdnd.bare(card.title + " " + card.council);
    };
    const [first, second] = await Promise.all(alike.slice(0, 2).map(name));
    if (first !== second) return;
    const names = await Promise.all(alike.map(name));
    await newestFirst(
      index,
      scores,
      alike.filter((_, place) => names[place] === first),
    );
  };

  /**
   * Give the scores of these documents to the newest of them first.
   * @param {Index} index
   * @param {Float64Array} scores
   * @param {number[]} slots
   */
  async function newestFirst(index, scores, slots) {
    if (slots.length < 2) return;
    const worth = slots.map((slot) => scores[slot]).sort((one, other) => other - one);
    (await byDate(index, slots)).forEach((slot, place) => {
      scores[slot] = worth[place] - place * LESS; // two short texts alike weigh the same
    });
  }

  /**
   * Of documents that bear one number those first of which all is true that the other words say of council, kind and year,
   * the newest of them first; as they stand where the words say more.
   * @param {Index} index
   * @param {Hit[]} hits
   * @param {string[]} words
   * @returns {Promise<Hit[]>}
   */
  hdnd.newestTold = async function (index, hits, words) {
    const { facets } = index.labels;
    const asked = hdnd.factsAsked(facets, words);
    const said = new Set(asked.flatMap((fact) => fact.words));
    if (hits.length > MOST || !words.every((word) => said.has(word))) return hits;
    const documents = await Promise.all(hits.map((hit) => hdnd.readDocument(index, hit.slot)));
    const whose = hits.filter(function (_, place) {
      const terms = hdnd.factsOf(facets, documents[place].card);
      return asked.every((fact) => fact.terms.some((term) => terms.includes(term)));
    });
    const bySlot = new Map(hits.map((hit) => [hit.slot, hit]));
    const newest = await byDate(
      index,
      whose.map((hit) => hit.slot),
    );
    return newest.map((slot) => bySlot.get(slot)).concat(hits.filter((hit) => !newest.includes(hit.slot)));
  };

  /**
   * Documents by their days of issue, the newest first; of one day, in the order of publication.
   * @param {Index} index
   * @param {number[]} slots
   */
  async function byDate(index, slots) {
    const documents = await Promise.all(slots.map((slot) => hdnd.readDocument(index, slot)));
    const days = new Map(slots.map((slot, place) => [slot, String(documents[place].card.date || "")]));
    const newer = (/** @type {number} */ one, /** @type {number} */ other) =>
      days.get(one) > days.get(other) ? -1 : days.get(one) < days.get(other) ? 1 : one - other;
    return slots.slice().sort(newer);
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
