/*
 * Which documents answer, and which are best: the same sums as Lunr's (lunr.Builder.createFieldVectors, lunr.Index.query),
 * in typed arrays. It chooses the few documents of which lunr-index.js then makes a genuine lunr.Index.
 */
(function (hdnd) {
  "use strict";

  const K1 = 1.2;
  const B = 0.75;
  /** Sums in another order differ by less than this; all documents as near to the last place are candidates. */
  const NEAR = 1e-9;

  /**
   * A word of the index with its postings.
   * @typedef {{name: string, fields: Array<{slots: Uint32Array, often: Uint32Array}>, first: number[], idf: number,
   *   index: number}} Term
   */

  /** Gather rows into terms: by their own letters, or by their folded ones, where all spellings count as one word. */
  hdnd.gather = function (index, rows, folded) {
    const groups = new Map();
    for (const row of rows) {
      const name = folded ? hdnd.fold(row.term) : row.term;
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(row);
    }
    const terms = [];
    for (const [name, group] of groups) {
      const term = { name: name, fields: index.fields.map((_, field) => postings(index, group, field)) };
      measure(index, term);
      terms.push(term);
    }
    terms.sort(byFirstUse).forEach((term, place) => { term.index = place; });
    return terms;
  };

  function postings(index, rows, field) {
    const counts = index.counts;
    const slots = [];
    for (const row of rows) {
      const start = row.segment.start;
      hdnd.eachPosting(row.lists[field], function (place, count) {
        const slot = start + place;
        if (!counts[slot]) slots.push(slot);
        counts[slot] += count;
      });
    }
    const sorted = rows.length > 1 ? Uint32Array.from(slots).sort() : Uint32Array.from(slots);
    const often = sorted.map((slot) => counts[slot]);
    for (const slot of sorted) counts[slot] = 0;
    return { slots: sorted, often: often };
  }

  /** Lunr's inverse document frequency (fields add up). */
  function measure(index, term) {
    const documents = term.fields.reduce((sum, field) => sum + field.slots.length, 0);
    term.idf = Math.log(1 + Math.abs((index.count - documents + 0.5) / (documents + 0.5)));
    const slot = Math.min(...term.fields.map((field) => field.slots.length ? field.slots[0] : Infinity));
    term.first = [slot, term.fields.findIndex((field) => field.slots[0] === slot)];
  }

  /** Lunr numbers words as documents bring them, field by field; within a field we take them in the order of letters. */
  function byFirstUse(one, other) {
    return one.first[0] - other.first[0] || one.first[1] - other.first[1] ||
      (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
  }

  /** The weight that lunr.Builder gives a word of a field of a document. */
  hdnd.weight = function (index, term, field, slot, often) {
    const facts = index.fields[field];
    const length = index.lengths[field][slot];
    const score = term.idf * ((K1 + 1) * often) / (K1 * (1 - B + B * (length / facts.average)) + often) * facts.boost;
    return Math.round(score * 1000) / 1000;
  };

  /** The terms that a clause means. */
  hdnd.meant = function (clause, terms) {
    if (clause.names) return terms.filter((term) => clause.names.has(term.name));
    if (clause.prefix) return terms.filter((term) => term.name.startsWith(clause.term));
    return terms.filter((term) => term.name === clause.term);
  };

  /**
   * Documents that answer the clauses, in order of slots, with their scores.
   * @returns {{slots: number[], scores: Float64Array}}
   */
  hdnd.matching = function (index, clauses, terms) {
    const needed = new Uint8Array(index.size);
    const found = new Uint8Array(index.size);
    const barred = new Uint8Array(index.size);
    let required = 0;
    for (const clause of clauses) {
      const meant = hdnd.meant(clause, terms);
      const sheet = clause.presence === "prohibited" ? barred : found;
      eachHit(index, clause, meant, (slot) => { sheet[slot] = 1; });
      if (clause.presence !== "required") continue;
      eachHit(index, clause, meant, (slot) => { if (needed[slot] === required) needed[slot] += 1; });
      required += 1;
    }
    const slots = [];
    for (let slot = 0; slot < index.size; slot += 1) {
      if (found[slot] && !barred[slot] && needed[slot] === required) slots.push(slot);
    }
    return { slots: slots, scores: scores(index, clauses, terms) };
  };

  function eachHit(index, clause, meant, take) {
    for (const term of meant) {
      for (const field of fieldsOf(index, clause)) {
        const slots = term.fields[field].slots;
        for (let place = 0; place < slots.length; place += 1) take(slots[place]);
      }
    }
  }

  function fieldsOf(index, clause) {
    const all = index.fields.map((_, field) => field);
    return clause.fields ? all.filter((field) => clause.fields.includes(index.fields[field].name)) : all;
  }

  function scores(index, clauses, terms) {
    const sums = new Float64Array(index.size);
    index.fields.forEach(function (_, field) {
      const boosts = new Map();
      for (const clause of clauses) {
        if (clause.presence === "prohibited" || !fieldsOf(index, clause).includes(field)) continue;
        for (const term of hdnd.meant(clause, terms)) boosts.set(term, (boosts.get(term) || 0) + (clause.boost || 1));
      }
      let squares = 0;
      for (const boost of boosts.values()) squares += boost * boost;
      for (const [term, boost] of boosts) {
        const postings = term.fields[field];
        for (let place = 0; place < postings.slots.length; place += 1) {
          const slot = postings.slots[place];
          sums[slot] += boost * hdnd.weight(index, term, field, slot, postings.often[place]) / Math.sqrt(squares);
        }
      }
    });
    return sums;
  }

  /** The `most` best of the slots, and all that are as good as the last of them. */
  hdnd.best = function (slots, scores, most) {
    if (slots.length <= most) return slots;
    const best = new Float64Array(most).fill(-Infinity); // the best so far, in order, the least first
    for (const slot of slots) {
      const score = scores[slot];
      if (score <= best[0]) continue;
      let place = 1;
      for (; place < most && best[place] < score; place += 1) best[place - 1] = best[place];
      best[place - 1] = score;
    }
    const last = best[0] - NEAR;
    return slots.filter((slot) => scores[slot] >= last);
  };
})(globalThis.hdnd = globalThis.hdnd || {});
