/*
 * What was taken down: its text is gone, its number and day of issue are found, and lead to the page that says what became
 * of it. Words beside the number say whose it was, which its card tells.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** Documents taken down whose cards are read to see whose they were. */
  const MOST_GONE = 8;

  /**
   * The number among words typed plainly, as it is written ("22/NQ-HĐND"), or the figure by which alone they ask, beside
   * whose the document is, of what kind and year ("nghị quyết 22 Bàu Bàng"); "" where there is none.
   */
  hdnd.numberAmong = function (index, question) {
    const [typed] = hdnd.numbers(question.text.toUpperCase());
    if (typed) return typed;
    const told = new Set(hdnd.factsAsked(index.labels.facets, question.words).flatMap((fact) => fact.words));
    const others = question.words.filter((word) => !told.has(word) && !/^s[ốo]$/.test(word));
    return others.length === 1 && /^[0-9]{1,4}$/.test(others[0]) ? others[0] : "";
  };

  /** An answer to words with a number among them, behind what was taken down of that number. */
  hdnd.withTakenDown = async function (index, question, number, answer, options) {
    const bearing = await bearers(index, hdnd.fold(number));
    const slots = await hdnd.takenDown(index, bearing, question.words);
    const gone = new Set(slots);
    const first = answer.tiers.length ? answer.tiers[0].hits[0] : null;
    const figure = !number.includes("/") && first && bearing.includes(first.slot);
    if (!gone.size || (figure && (await hdnd.isOlder(index, slots, first.slot, question.words)))) return answer;
    const sought = [{ words: hdnd.words(number), folded: true }];
    for (const other of answer.tiers) {
      other.slots = other.slots.filter((slot) => !gone.has(slot));
      other.hits = other.hits.filter((hit) => !gone.has(hit.slot));
    }
    const tier = { kind: "number", slots: slots, hits: hdnd.hitsOf(slots, options), sought: sought };
    answer.tiers = [tier, ...answer.tiers.filter((other) => other.slots.length)];
    return answer;
  };

  /**
   * The documents that bear a number, or a part of one; its rows were read as a word's.
   * @param {Index} index
   * @param {string} number
   */
  async function bearers(index, number) {
    const { folded } = hdnd.entry(index, number, await index.rows(number), false);
    const field = index.fields.findIndex((one) => one.name === "number");
    return folded ? Array.from(folded.fields[field].slots) : [];
  }

  /**
   * Whether what was taken down is older than a document of its number, of which the words are true, too: of one number the
   * newest is meant.
   */
  hdnd.isOlder = async function (index, gone, slot, words) {
    const [{ card }, ...others] = await Promise.all([slot, ...gone].map((one) => hdnd.readDocument(index, one)));
    const newer = others.every((other) => String(other.card.date) < String(card.date));
    return newer && isTrue(index, hdnd.factsAsked(index.labels.facets, words), card);
  };

  /** Those of the slots where something was taken down of which all is true that the words say of council, kind, year. */
  hdnd.takenDown = async function (index, slots, words) {
    const title = index.fields.findIndex((field) => field.name === "title");
    const empty = hdnd.norm(0, index.fields[title].average);
    const gone = slots.filter((slot) => index.norms[title][slot] === empty).slice(0, MOST_GONE);
    const asked = hdnd.factsAsked(index.labels.facets, words);
    if (!asked.length) return [];
    const documents = await Promise.all(gone.map((slot) => hdnd.readDocument(index, slot)));
    return gone.filter((_, place) => isTrue(index, asked, documents[place].card));
  };

  /**
   * Whether all that was asked for is true of a document.
   * @param {Index} index
   * @param {{terms: string[]}[]} asked
   * @param {Card} card
   */
  function isTrue(index, asked, card) {
    const told = hdnd.factsOf(index.labels.facets, card);
    return asked.every((fact) => fact.terms.some((term) => told.includes(term)));
  }

  /** Slots as hits without a score. */
  hdnd.hitsOf = (slots, options) =>
    slots.filter(options.keep || (() => true)).map((slot) => ({ slot: slot, score: 0 }));
})((globalThis.hdnd = globalThis.hdnd || Object()));
