/* An answer in tiers: the document with the number asked for; what matches as typed; what matches without tone marks. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** With as many documents as this matching the marks as typed, others are not looked for. */
  const ENOUGH = 20;
  /** Documents whose text is read to see whether the words of a phrase stand side by side. */
  const MOST_READ = 120;
  const BATCH = 12;

  /**
   * Answer a question.
   * @param {Index} index
   * @param {object} question  from hdnd.question
   * @param {Options} options  `most` documents; `keep` bars documents; `read`: of how many texts a phrase is looked for in
   *   at most; `date`: newest first, by this; `early`: called with an answer that has the first document only, where that
   *   is settled before the others are known
   * @returns {Promise<Answer>}
   *   `partly`: a phrase was looked for in the `read` best documents, `unread` others have its words
   */
  hdnd.answer = async function (index, question, options) {
    const read = question.text.includes(":") ? hdnd.question(question.text, index.names) : question;
    const answer = await byFit(index, read, options);
    if (options.date) for (const tier of answer.tiers) byDate(tier, options);
    return answer;
  };

  /**
   * The newest documents of a tier; of words typed plainly those that have all, if any has.
   * @param {Tier} tier
   * @param {Options} options
   */
  function byDate(tier, options) {
    const slots = tier.complete && tier.complete.length ? tier.complete : tier.slots;
    const kept = options.keep ? slots.filter(options.keep) : slots.slice();
    const newer = (one, other) =>
      options.date(one) > options.date(other) ? -1 : options.date(one) < options.date(other) ? 1 : 0;
    kept.sort((one, other) => newer(one, other) || one - other);
    tier.slots = slots;
    tier.hits = kept
      .slice(0, options.most)
      .map((slot) => Object.assign({ slot: slot, score: 0 }, tier.describe && tier.describe(slot)));
  }

  /**
   * Words typed plainly, by how well documents fit; what its words alone do not find is looked for otherwise.
   * @param {Index} index
   * @param {Question} question
   * @param {Options} options
   */
  async function byFit(index, question, options) {
    const numbered = await byNumber(index, question, options);
    if (numbered.length || hdnd.isReceipt(question.number)) return { tiers: numbered, partly: false };
    if (question.plain && question.words.length) return withTakenDown(index, question, options);
    if (question.barred.length) {
      const pasted = await plainly(index, question, Object.assign({}, options, { early: undefined }));
      if (await isTitle(index, question, pasted)) return pasted;
    }
    if (!question.clauses.length) return { tiers: [], partly: false };
    const reads = question.phrases.length + question.without.length > 0;
    const most = reads ? options.read || MOST_READ : options.most;
    const tiers = await byWords(index, question, { most: most, keep: options.keep });
    const unread = reads ? await verify(index, question, tiers, options.most + 1) : [0, 0];
    for (const tier of tiers) tier.hits = tier.hits.slice(0, options.most);
    return {
      tiers: tiers.filter((tier) => tier.slots.length),
      partly: unread[1] > 0,
      read: unread[0],
      unread: unread[1],
    };
  }

  /**
   * The one tier of words typed plainly, read otherwise where no document has them.
   * @param {Index} index
   * @param {Question} question
   * @param {Options} options
   */
  async function plainly(index, question, options) {
    const early = options.early && ((/** @type {Tier} */ tier) => options.early(ofTier(tier)));
    return ofTier(await hdnd.rank(index, question, Object.assign({}, options, { early: early })));
  }

  /**
   * The same, behind what was taken down of the number among the words.
   * @param {Index} index
   * @param {Question} question
   * @param {Options} options
   */
  async function withTakenDown(index, question, options) {
    const number = hdnd.numberAmong(index, question);
    const answer = await plainly(index, question, number ? Object.assign({}, options, { early: undefined }) : options);
    return number ? hdnd.withTakenDown(index, question, number, answer, options) : answer;
  }

  /**
   * The answer of one tier.
   * @param {Tier} tier
   * @returns {Answer}
   */
  function ofTier(tier) {
    const { repaired, absent, offered } = tier;
    return { tiers: tier.slots.length ? [tier] : [], partly: false, repaired, absent, offered };
  }

  /**
   * Whether the best document's title holds what was typed, sign for sign: "… giai đoạn 2021 -2025" bars nothing then.
   * @param {Index} index
   * @param {Question} question
   * @param {Answer} answer
   */
  async function isTitle(index, question, answer) {
    const first = answer.tiers.length ? answer.tiers[0].hits[0] : null;
    if (!first) return false;
    const document = await hdnd.readDocument(index, first.slot);
    return hdnd.compared(String(document.card.title)).includes(hdnd.compared(question.text));
  }

  /**
   * A document number: whoever bears it, those near it, those that cite it.
   * @param {Index} index
   * @param {Question} question
   * @param {Options} options
   */
  async function byNumber(index, question, options) {
    if (question.number) return bearing(index, question.number, options);
    if (question.heard) return heard(index, question.heard, question.text, options);
    return question.several.length ? severalOf(index, question, options) : [];
  }

  /**
   * The documents of several numbers, of each in turn, and which numbers no document bears; none where all are such.
   * @param {Index} index
   * @param {Question} question
   * @param {Options} options
   */
  async function severalOf(index, question, options) {
    const found = await Promise.all(
      question.several.map((one) =>
        one.number ? bearing(index, one.number, options) : heard(index, one.heard, question.text, options),
      ),
    );
    const isHeld = (/** @type {Tier[]} */ tiers) => tiers.length > 0 && tiers[0].kind === "number";
    const own = found.filter(isHeld).map((tiers) => tiers[0]);
    if (!own.length) return [];
    const hits = own[0].hits.flatMap((_, turn) => own.flatMap((tier) => tier.hits.slice(turn, turn + 1)));
    const rest = own.flatMap((tier) => tier.hits.slice(own[0].hits.length));
    const unheld = question.several.filter((_, place) => !isHeld(found[place])).map((one) => one.typed);
    const once = new Map(hits.concat(rest).map((hit) => [hit.slot, hit]));
    return [
      Object.assign({}, own[0], {
        slots: Array.from(new Set(own.flatMap((tier) => tier.slots))).sort((one, other) => one - other),
        hits: Array.from(once.values()).slice(0, options.most),
        sought: own.flatMap((tier) => tier.sought),
        unheld: unheld,
      }),
    ];
  }

  /**
   * Documents of a number or a day as it was heard; where the kind is another, all else being right, those.
   * @param {Index} index
   * @param {{terms: string[], kind: string, whose: string[], day?: boolean}} number
   * @param {string} text  the question
   * @param {Options} options
   */
  async function heard(index, number, text, options) {
    const required = (/** @type {string} */ term) => ({ term: term, presence: "required", fields: ["number"] });
    const whose = number.whose.map((word) => ({ term: word, presence: "optional", fields: ["title", "text"] }));
    const whole = number.terms.concat(number.kind || []);
    const tries = /** @type {[string, string[]][]} */ ([[number.day ? "day" : "number", whole]]);
    if (number.kind && number.terms.length) tries.push([number.day ? "day" : "kin", number.terms]);
    for (const [kind, terms] of tries) {
      const tier = await found(index, kind, terms.map(required).concat(whose), true, options, []);
      const said = number.day ? number.whose : terms; // the day of issue stands beside the row, and as another's in its text
      tier.sought = said.map((term) => ({ words: hdnd.words(term), folded: true }));
      if (tier.slots.length > 1 && whose.length) {
        await meantFirst(index, tier, whose, options);
        tier.hits = await hdnd.newestTold(index, tier.hits, number.whose);
        tier.hits = await amongTakenDown(index, tier, text, options);
      }
      if (tier.slots.length) return [tier];
    }
    return [];
  }

  /**
   * The documents of a number as it was heard, with what was taken down of those that were meant: before the others, unless
   * the first of them is newer.
   * @param {Index} index
   * @param {Tier} tier
   * @param {string} text  the question
   * @param {Options} options
   */
  async function amongTakenDown(index, tier, text, options) {
    const words = hdnd.words(text);
    const gone = await hdnd.takenDown(index, tier.slots, words);
    const others = tier.hits.filter((hit) => !gone.includes(hit.slot));
    const older = gone.length && others.length && (await hdnd.isOlder(index, gone, others[0].slot, words));
    const hits = hdnd.hitsOf(gone, options);
    return (older ? others.concat(hits) : hits.concat(others)).slice(0, options.most);
  }

  /**
   * Of documents that bear one number those first of which the other words tell: by Lunr's sum the shorter number won, and
   * "nghị quyết số 16 năm 2024 về phí" led to another council's 16/NQ-HĐND.
   * @param {Index} index
   * @param {Tier} tier
   * @param {Clause[]} words
   * @param {Options} options
   */
  async function meantFirst(index, tier, words, options) {
    const bearing = new Set(tier.slots);
    const keep = (/** @type {number} */ slot) => bearing.has(slot) && (!options.keep || options.keep(slot));
    await hdnd.readLunr();
    const told = (await hdnd.search(index, words, { folded: true, most: options.most, keep: keep })).hits;
    const known = new Set(told.map((hit) => hit.slot));
    tier.hits = told.concat(tier.hits.filter((hit) => !known.has(hit.slot))).slice(0, options.most);
  }

  /**
   * Documents that bear the number, then those that cite it. A number half typed finds all that begin so, but for a
   * receipt's: TN-2026-1 is no beginning of TN-2026-12. One typed with a year finds those of that year that bear it
   * without, when there is none with it.
   * @param {Index} index
   * @param {string} number
   * @param {Options} options
   */
  async function bearing(index, number, options) {
    const whole = { term: number, presence: "required" };
    /** @type {Array<[string, Clause[]]>} */
    const tries = [["number", [whole]]];
    if (!hdnd.isReceipt(number)) tries.push(["number", [Object.assign({ prefix: true }, whole)]]);
    const parts = /^([^/]+)\/((?:19|20)[0-9]{2})\/(.+)$/.exec(number);
    if (parts) {
      const terms = [parts[1] + "/" + parts[3], parts[1] + "/" + parts[2]];
      tries.push(["alike", terms.map((term) => ({ term: term, presence: "required" }))]);
    }
    for (const [kind, clauses] of tries) {
      const inNumber = clauses.map((clause) => Object.assign({ fields: ["number"] }, clause));
      const own = await found(index, kind, inNumber, true, options, []);
      if (!own.slots.length) continue;
      const cited = await found(
        index,
        "cited",
        [Object.assign({ fields: ["title", "text"] }, whole)],
        true,
        options,
        own.slots,
      );
      const tiers = [own, cited].filter((tier) => tier.slots.length);
      for (const tier of tiers) tier.sought = [{ words: hdnd.words(clauses[0].term), folded: true }];
      return tiers;
    }
    return [];
  }

  /**
   * Words under Lunr's signs, as typed and then without marks.
   * @param {Index} index
   * @param {Question} question
   * @param {Options} options
   */
  async function byWords(index, question, options) {
    const folded = hdnd.foldClauses(question.clauses);
    if (!question.accented) {
      const only = await found(index, "all", folded, true, options, []);
      only.sought = soughtBy(question, true, only.terms);
      return [only];
    }
    const exact = await found(index, "typed", question.clauses, false, options, []);
    exact.sought = soughtBy(question, false, exact.terms);
    if (exact.slots.length >= ENOUGH) return [exact];
    const loose = await found(index, "folded", folded, true, options, exact.slots);
    loose.sought = soughtBy(question, true, loose.terms);
    return [exact, loose];
  }

  /**
   * A tier of what answers the clauses, without what stands in the tiers before.
   * @param {Index} index
   * @param {string} kind
   * @param {Clause[]} clauses
   * @param {boolean} folded
   * @param {Options} options
   * @param {number[]} without slots
   */
  async function found(index, kind, clauses, folded, options, without) {
    const known = new Set(without);
    const other = (slot) => !known.has(slot);
    const both = (slot) => other(slot) && (!options.keep || options.keep(slot));
    const keep = known.size ? both : options.keep;
    await hdnd.readLunr();
    const result = await hdnd.search(index, clauses, { folded: folded, most: options.most, keep: keep });
    return {
      kind: kind,
      slots: known.size ? result.slots.filter(other) : result.slots,
      hits: result.hits,
      terms: result.terms,
    };
  }

  /**
   * What is to be marked in a document: the words that the terms stand for, and the phrases.
   * @param {Question} question
   * @param {boolean} folded
   * @param {Term[]} terms
   */
  function soughtBy(question, folded, terms) {
    const plain = folded ? hdnd.fold : (word) => word;
    const within = new Set(question.phrases.flat()); // one word of a phrase, by itself, is not what was asked for
    const single = question.clauses
      .filter((clause) => clause.presence !== "prohibited" && !within.has(clause.term))
      .map(function (clause) {
        if (clause.term.includes("/")) return { words: hdnd.words(clause.term).map(plain), folded: folded };
        const one = Object.assign({}, clause, { term: plain(clause.term) });
        return { names: new Set(hdnd.meant(one, terms).map((term) => term.name)), folded: folded };
      });
    /** @type {Sought[]} */
    const phrases = question.phrases.map((words) => ({ words: words.map(plain), folded: folded }));
    return phrases.concat(single);
  }

  /**
   * Leave in each tier the documents in which every phrase stands, and none that is barred, read in their order until `enough`
   * are known.
   * @param {Index} index
   * @param {Question} question
   * @param {Tier[]} tiers
   * @param {number} enough
   * @returns {Promise<[number, number]>}  how many were read, and how many were not
   */
  async function verify(index, question, tiers, enough) {
    let read = 0;
    let unread = 0;
    for (const tier of tiers) {
      const phrases = tier.sought.slice(0, question.phrases.length);
      const without = question.without.map((words) => ({ words: words, folded: false }));
      const good = [];
      let from = 0;
      for (; from < tier.hits.length && good.length < enough; from += BATCH) {
        const batch = tier.hits.slice(from, from + BATCH);
        const documents = await Promise.all(batch.map((hit) => hdnd.readDocument(index, hit.slot)));
        batch.forEach(function (hit, place) {
          const has = (/** @type {Sought} */ phrase) => stands(documents[place], phrase);
          if (phrases.every(has) && !without.some(has)) good.push(hit);
        });
      }
      from = Math.min(from, tier.hits.length);
      read += from;
      unread += tier.slots.length - from;
      tier.hits = good;
      tier.slots = good.map((hit) => hit.slot).sort((one, other) => one - other);
    }
    return [read, unread];
  }

  /**
   * Whether a phrase stands in the title or in a passage of a document.
   * @param {Found} document
   * @param {Sought} phrase
   */
  function stands(document, phrase) {
    const lines = [String(document.card.title)].concat(document.passages.map((passage) => passage.text));
    return lines.some((line) => hdnd.occurrences(hdnd.spans(line), [phrase]).length > 0);
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
