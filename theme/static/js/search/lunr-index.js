/* A genuine lunr.Index over the words of one question and the documents that may stand on its page. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const PRESENCE = { required: "REQUIRED", prohibited: "PROHIBITED", optional: "OPTIONAL" };

  /** What lunr.Index.load takes: weights come from the statistics of the whole index, so scores are those of the whole. */
  hdnd.serialized = function (index, terms, slots) {
    const vectors = new Map();
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
          boost: clause.boost || 1,
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
   * @param {Array<{term: string, presence: string, fields?: string[], boost?: number, prefix?: boolean, distance?: number}>} clauses
   * @param {{folded: boolean, most: number, keep?: function(number): boolean}} options  `keep` bars slots before the choice
   * @returns {Promise<{slots: number[], hits: Array<{slot: number, score: number}>, terms: Term[]}>}
   *   all that match, the best `most` of those kept in Lunr's order (ties by slot), the words found
   */
  hdnd.search = async function (index, clauses, options) {
    const [rows] = await Promise.all([rowsOf(index, clauses, options.folded), hdnd.readLunr()]);
    await index.readLengths(new Set(rows.map((row) => row.segment)));
    const terms = hdnd.gather(index, rows, options.folded);
    const match = hdnd.matching(index, clauses, terms);
    const kept = options.keep ? match.slots.filter(options.keep) : match.slots;
    const best = hdnd.best(kept, match.scores, options.most);
    if (!best.length) return { slots: match.slots, hits: [], terms: terms };
    const lunrIndex = lunr.Index.load(hdnd.serialized(index, terms, best));
    return { slots: match.slots, hits: hdnd.ask(lunrIndex, clauses).slice(0, options.most), terms: terms };
  };

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
        const names = clause.names || [clause.term];
        const rows = await Promise.all(
          Array.from(names, function (name) {
            const from = hdnd.fold(name);
            return index.rows(from, clause.prefix ? from + "\uffff" : from);
          }),
        );
        const alike = (term) => {
          const name = folded ? hdnd.fold(term) : term;
          if (clause.names) return clause.names.has(name);
          return clause.prefix ? name.startsWith(clause.term) && !name.includes("_") : name === clause.term;
        };
        for (const row of rows.flat()) {
          if (alike(row.term)) wanted.set(row.segment.id + " " + row.term, row);
        }
      }),
    );
    return Array.from(wanted.values());
  }

  /**
   * The words within an edit distance, as Lunr's own token sets find them.
   * @param {Index} index
   * @param {Clause} clause
   * @param {boolean} folded
   */
  async function near(index, clause, folded) {
    let [words] = await Promise.all([index.vocabulary(), hdnd.readLunr()]);
    if (folded) words = Array.from(new Set(words.map(hdnd.fold))).sort();
    const all = lunr.TokenSet.fromArray(words);
    return new Set(all.intersect(lunr.TokenSet.fromFuzzyString(clause.term, clause.distance)).toArray());
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
