/*
 * Which documents answer, and which are best: the same sums as Lunr's (lunr.Builder.createFieldVectors, lunr.Index.query),
 * in typed arrays. It chooses the few documents of which lunr-index.js then makes a genuine lunr.Index.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const K1 = 1.2;
  const B = 0.75;
  /** Sums in another order differ by less than this; all documents as near to the last place are candidates. */
  const NEAR = 1e-9;

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
      /** @type {Term} */
      const term = { name: name, fields: index.fields.map((_, field) => postings(index, group, field)) };
      measure(index, term);
      terms.push(term);
    }
    terms.sort(byFirstUse).forEach((term, place) => {
      term.index = place;
    });
    return terms;
  };

  /**
   * The postings of a field, of all rows together.
   * @param {Index} index
   * @param {Row[]} rows
   * @param {number} field
   */
  function postings(index, rows, field) {
    const most = rows.reduce((sum, row) => sum + row.lists[field].length, 0);
    const slots = new Uint32Array(most);
    const often = new Uint32Array(most);
    let size = 0;
    let mixed = false;
    for (const row of rows) {
      const before = size;
      size = hdnd.readPostings(row.lists[field], row.segment.start, slots, often, size);
      mixed = mixed || (before > 0 && size > before && slots[before] <= slots[before - 1]);
    }
    const read = { slots: slots.subarray(0, size), often: often.subarray(0, size) };
    return mixed ? merged(index, read) : read;
  }

  /**
   * Postings of several spellings, in the order of slots, each slot once.
   * @param {Index} index
   * @param {Postings} read
   */
  function merged(index, read) {
    const counts = index.counts;
    let first = index.size;
    let last = 0;
    let size = 0;
    for (let place = 0; place < read.slots.length; place += 1) {
      const slot = read.slots[place];
      if (counts[slot] === 0) size += 1;
      counts[slot] += read.often[place];
      if (slot < first) first = slot;
      if (slot > last) last = slot;
    }
    const found = { slots: new Uint32Array(size), often: new Uint32Array(size) };
    let at = 0;
    for (let slot = first; slot <= last; slot += 1) {
      if (counts[slot] === 0) continue;
      found.slots[at] = slot;
      found.often[at] = counts[slot];
      at += 1;
      counts[slot] = 0;
    }
    return found;
  }

  /**
   * Lunr's inverse document frequency (fields add up).
   * @param {Index} index
   * @param {Term} term
   */
  function measure(index, term) {
    const size = (places) => places.reduce((sum, field) => sum + term.fields[field].slots.length, 0);
    const documents = size(index.lunr) || size(Array.from(term.fields.keys()));
    term.idf = Math.log(1 + Math.abs((index.count - documents + 0.5) / (documents + 0.5)));
    const heads = index.lunr.map((field) => (term.fields[field].slots.length ? term.fields[field].slots[0] : Infinity));
    const slot = Math.min(...heads);
    term.first = [slot, heads.indexOf(slot)];
  }

  /**
   * Lunr numbers words as documents bring them, field by field; within a field we take them in the order of letters.
   * @param {Term} one
   * @param {Term} other
   */
  function byFirstUse(one, other) {
    return (
      one.first[0] - other.first[0] ||
      one.first[1] - other.first[1] ||
      (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)
    );
  }

  /** What the length of a field (words; `average` of all documents) does to its weights. */
  hdnd.norm = (length, average) => K1 * (1 - B + B * (average ? length / average : 1));

  /** The length that a norm was made of. */
  hdnd.lengthOf = (norm, average) => ((norm / K1 - 1 + B) / B) * average;

  /** What gives the weight of a word in a field of a document (slot, how often), as lunr.Builder does. */
  hdnd.weigher = function (index, term, field) {
    const boost = index.fields[field].boost;
    const norms = index.norms[field];
    const idf = term.idf;
    return (slot, often) => Math.round(((idf * ((K1 + 1) * often)) / (norms[slot] + often)) * boost * 1000) / 1000;
  };

  /** What a word with stars means, as Lunr's token sets read it: any letters, or none, at each. */
  hdnd.wild = (term) => new RegExp("^" + term.replace(/\*/g, ".*") + "$");

  /** The terms that a clause means. */
  hdnd.meant = function (clause, terms) {
    if (clause.names) return terms.filter((term) => clause.names.has(term.name));
    if (clause.wild) {
      const pattern = hdnd.wild(clause.term);
      return terms.filter((term) => pattern.test(term.name));
    }
    if (clause.prefix) return terms.filter((term) => term.name.startsWith(clause.term));
    return terms.filter((term) => term.name === clause.term);
  };

  /**
   * Documents that answer the clauses, in order of slots, with their scores; where words are barred and none is sought, all
   * others.
   * @returns {{slots: number[], scores: Float64Array}}
   */
  hdnd.matching = function (index, clauses, terms) {
    const met = new Uint8Array(index.size); // how many of the required clauses, as long as none was missed
    const optional = new Uint8Array(index.size);
    const barred = new Uint8Array(index.size);
    let required = 0;
    for (const clause of clauses) {
      for (const slots of listsOf(index, clause, terms)) {
        if (clause.presence === "required") raise(met, required, slots);
        else mark(clause.presence === "prohibited" ? barred : optional, slots);
      }
      if (clause.presence === "required") required += 1;
    }
    const negated = hdnd.negated(clauses);
    const wanted = new Uint8Array(index.size);
    const slots = [];
    for (let slot = 0; slot < index.size; slot += 1) {
      if (met[slot] !== required || barred[slot]) continue;
      if (!required && !optional[slot] && !(negated && holds(index, slot))) continue;
      slots.push(slot);
      wanted[slot] = 1;
    }
    return { slots: slots, scores: scores(index, clauses, terms, wanted) };
  };

  /** Whether clauses bar words and seek none. */
  hdnd.negated = (clauses) => clauses.length > 0 && clauses.every((clause) => clause.presence === "prohibited");

  /**
   * Whether a slot has a document: a word in any field.
   * @param {Index} index
   * @param {number} slot
   */
  function holds(index, slot) {
    return index.lunr.some((field) => index.norms[field][slot] > hdnd.norm(0, index.fields[field].average));
  }

  /**
   * The lists of slots of the terms that a clause means, a field each.
   * @param {Index} index
   * @param {Clause} clause
   * @param {Term[]} terms
   */
  function listsOf(index, clause, terms) {
    const fields = fieldsOf(index, clause);
    return hdnd.meant(clause, terms).flatMap((term) => fields.map((field) => term.fields[field].slots));
  }

  /**
   * Count one more required clause for the slots that missed none so far.
   * @param {Uint8Array} met
   * @param {number} from
   * @param {Uint32Array} slots
   */
  function raise(met, from, slots) {
    for (let place = 0; place < slots.length; place += 1) {
      if (met[slots[place]] === from) met[slots[place]] = from + 1;
    }
  }

  /**
   * Set the slots in a sheet.
   * @param {Uint8Array} sheet
   * @param {Uint32Array} slots
   */
  function mark(sheet, slots) {
    for (let place = 0; place < slots.length; place += 1) sheet[slots[place]] = 1;
  }

  /**
   * The fields that a clause looks in.
   * @param {Index} index
   * @param {Clause} clause
   */
  function fieldsOf(index, clause) {
    return clause.fields ? index.lunr.filter((field) => clause.fields.includes(index.fields[field].name)) : index.lunr;
  }

  /**
   * Sums for the wanted slots alone: of what has every word there is little, of what has the commonest much.
   * @param {Index} index
   * @param {Clause[]} clauses
   * @param {Term[]} terms
   * @param {Uint8Array} wanted
   */
  function scores(index, clauses, terms, wanted) {
    const sums = new Float64Array(index.size);
    index.lunr.forEach(function (field) {
      const boosts = new Map();
      for (const clause of clauses) {
        if (clause.presence === "prohibited" || !fieldsOf(index, clause).includes(field)) continue;
        for (const term of hdnd.meant(clause, terms)) boosts.set(term, (boosts.get(term) || 0) + boostOf(clause));
      }
      let squares = 0;
      for (const boost of boosts.values()) squares += boost * boost;
      for (const [term, boost] of boosts) {
        const { slots, often } = term.fields[field];
        const weigh = hdnd.weigher(index, term, field);
        const length = Math.sqrt(squares) || 1; // where all count for nothing ("x^0"), as Lunr has it
        for (let place = 0; place < slots.length; place += 1) {
          const slot = slots[place];
          if (wanted[slot] === 1) sums[slot] += (boost * weigh(slot, often[place])) / length;
        }
      }
    });
    return sums;
  }

  const boostOf = (/** @type {Clause} */ clause) => (clause.boost === undefined ? 1 : clause.boost);

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
})((globalThis.hdnd = globalThis.hdnd || Object()));
