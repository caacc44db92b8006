/* A genuine lunr.Index over the words of one question and the documents that may stand on its page. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** Of a word with stars, or two edits from others: words that it may mean, each of which may be a file. */
  const MOST_WORDS = 100;
  /** Edits of a near word; of syllables, three make nearly every one of another. */
  const FARTHEST = 2;
  const PRESENCE = { required: "REQUIRED", prohibited: "PROHIBITED", optional: "OPTIONAL" };

  /** What lunr.Index.load takes: weights come from the statistics of the whole index, so scores are those of the whole. */
  hdnd.serialized = function (index, terms, slots) {
    const first = index.fields[index.lunr[0]].name;
    const vectors = new Map(slots.map((slot) => [first + "/" + slot, []])); // Lunr knows a document by its vectors
    const inverted = terms.map(function (term) {
      const entry = Object.create(null);
      entry._index = term.index;
      index.lunr.forEach(function (field) {
        const postings = term.fields[field];
        const name = index.fields[field].name;
        const documents = (entry[name] = Object.create(null));
        const weigh = hdnd.weigher(index, term, field);
        for (const slot of slots) {
          const place = hdnd.firstPlace(postings.slots.length, (at) => postings.slots[at] >= slot);
          if (postings.slots[place] !== slot) continue;
          documents[slot] = Object.create(null);
          const key = name + "/" + slot;
          if (!vectors.has(key)) vectors.set(key, []);
          vectors.get(key).push(term.index, weigh(slot, postings.often[place]));
        }
      });
      return [term.name, entry];
    });
    inverted.sort((one, other) => (one[0] < other[0] ? -1 : 1));
    return {
      version: lunr.version,
      fields: index.lunr.map((field) => index.fields[field].name),
      fieldVectors: Array.from(vectors),
      invertedIndex: inverted,
      pipeline: [],
    };
  };

  /** Put the clauses to an index through Lunr's query object; its parser of query strings breaks on "/" and ":". */
  hdnd.ask = function (lunrIndex, clauses) {
    const results = lunrIndex.query(function (query) {
      for (const clause of clauses) {
        const options = {
          usePipeline: false,
          boost: clause.boost === undefined ? 1 : clause.boost,
          presence: lunr.Query.presence[PRESENCE[clause.presence]],
        };
        if (clause.fields) options.fields = clause.fields;
        if (clause.prefix) options.wildcard = lunr.Query.wildcard.TRAILING;
        if (clause.distance) options.editDistance = clause.distance;
        query.term(clause.term, options);
      }
    });
    const hits = results.map((result) => ({ slot: Number(result.ref), score: result.score }));
    return hits.sort((one, other) => other.score - one.score || one.slot - other.slot);
  };

  /**
   * Answer clauses: load what they need, choose, let Lunr score.
   * @param {Index} index
   * @param {Array<{term: string, presence: string, fields?: string[], boost?: number, prefix?: boolean, wild?: boolean, distance?: number}>} clauses
   * @param {{folded: boolean, most: number, keep?: function(number): boolean}} options  `keep` bars slots before the choice
   * @returns {Promise<{slots: number[], hits: Array<{slot: number, score: number}>, terms: Term[]}>}
   *   all that match, the best `most` of those kept in Lunr's order (ties by slot), the words found
   */
  hdnd.search = async function (index, clauses, options) {
    const rows = await rowsOf(index, clauses, options.folded);
    await index.readLengths(hdnd.negated(clauses) ? index.segments : new Set(rows.map((row) => row.segment)));
    const terms = hdnd.gather(index, rows, options.folded);
    const match = hdnd.matching(index, clauses, terms);
    const kept = options.keep ? match.slots.filter(options.keep) : match.slots;
    const best = hdnd.best(kept, match.scores, options.most);
    if (!best.length) return { slots: match.slots, hits: [], terms: terms };
    const lunrIndex = lunr.Index.load(hdnd.serialized(index, terms, best));
    const hits = hdnd.ask(lunrIndex, withoutStars(clauses, terms)).slice(0, options.most);
    return { slots: match.slots, hits: hits, terms: terms };
  };

  /**
   * The clauses with the words that a pattern means instead of it. The documents are chosen by now, so that none need be
   * required, and scores are the same; Lunr's own sets mix up words with figures, find such as are none, and fail ("*5*").
   * @param {Clause[]} clauses
   * @param {Term[]} terms
   */
  function withoutStars(clauses, terms) {
    return clauses.flatMap(function (clause) {
      if (!clause.wild) return [clause];
      if (clause.presence === "prohibited") return [];
      const named = (/** @type {Term} */ term) => ({ term: term.name, presence: "optional", wild: false });
      return hdnd.meant(clause, terms).map((term) => Object.assign({}, clause, named(term)));
    });
  }

  /**
   * The rows of the index that the clauses may mean, with the lengths that their weights need.
   * @param {Index} index
   * @param {Clause[]} clauses
   * @param {boolean} folded
   */
  async function rowsOf(index, clauses, folded) {
    const wanted = new Map();
    await Promise.all(
      clauses.map(async function (clause) {
        if (clause.distance) clause.names = await near(index, clause, folded);
        const pattern = clause.wild && hdnd.wild(clause.term);
        const rows = await (pattern ? rowsLike(index, clause.term) : rowsNamed(index, clause));
        const alike = (term) => {
          const name = folded ? hdnd.fold(term) : term;
          if (clause.names) return clause.names.has(name);
          if (pattern) return pattern.test(name) && !name.includes("_");
          return clause.prefix ? name.startsWith(clause.term) && !name.includes("_") : name === clause.term;
        };
        for (const row of rows) {
          if (alike(row.term)) wanted.set(row.segment.id + " " + row.term, row);
        }
      }),
    );
    return Array.from(wanted.values());
  }

  /**
   * The rows of the words that a clause names, in any spelling.
   * @param {Index} index
   * @param {Clause} clause
   */
  async function rowsNamed(index, clause) {
    const rows = await Promise.all(
      Array.from(clause.names || [clause.term], function (name) {
        const from = hdnd.fold(name);
        return index.rows(from, clause.prefix ? from + "\uffff" : from);
      }),
    );
    return rows.flat();
  }

  /**
   * The rows among which the words of a pattern are: all that begin like it; where those are too many, as they are of a
   * large archive for "*x", those of its words, which have one digit at most.
   * @param {Index} index
   * @param {string} term
   */
  async function rowsLike(index, term) {
    const head = hdnd.fold(term.split("*")[0]);
    try {
      return await index.rows(head, head + "\uffff");
    } catch (error) {
      if (!(error instanceof hdnd.TooBroad)) throw error;
      const bare = hdnd.wild(hdnd.fold(term));
      const words = new Set((await index.vocabulary()).map(hdnd.fold).filter((word) => bare.test(word)));
      if (words.size > MOST_WORDS) throw error;
      return rowsNamed(index, { term: term, presence: "", names: words });
    }
  }

  /**
   * The words within an edit distance, as Lunr's own token sets find them.
   * @param {Index} index
   * @param {Clause} clause
   * @param {boolean} folded
   */
  async function near(index, clause, folded) {
    if (clause.distance > FARTHEST) throw new hdnd.TooBroad(clause.term);
    let words = await index.vocabulary();
    if (folded) words = Array.from(new Set(words.map(hdnd.fold))).sort();
    const all = lunr.TokenSet.fromArray(words);
    const found = new Set(all.intersect(lunr.TokenSet.fromFuzzyString(clause.term, clause.distance)).toArray());
    if (clause.distance > 1 && found.size > MOST_WORDS) throw new hdnd.TooBroad(clause.term);
    return found;
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
