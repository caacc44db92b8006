/*
 * What a question says of a document besides its title: whose it is, of what kind, of which year and month. Titles seldom say so, and
 * readers do ("đầu tư công Uyên Hưng", "kết luận giám sát vốn đầu tư công"). plugins/archive_facts.py gives each document a
 * term for each ("uyên_hưng_=phường"), which stands beside the word that it begins with. Both are held to
 * tests/parity/cases/facts.json.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const KINDS = "tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu".split("|").map(hdnd.words);
  const SHORT = new Map(
    Object.entries({ t: 0, tp: 1, q: 2, h: 3, tx: 4, tt: 5, x: 6, p: 7 }).map(([word, at]) => [word, KINDS[at]]),
  );
  const COUNCIL = ["hội đồng nhân dân", "hđnd"].map(hdnd.words);
  const ORGANS =
    "thường trực|ban pháp chế|ban kinh tế ngân sách|ban kinh tế xã hội|ban văn hóa xã hội|ban dân tộc|ban đô thị|" +
    "tổ đại biểu|đoàn giám sát";
  const OF = ["của"];
  const YEAR = /^(?:19|20)[0-9]{2}$/;
  /** Behind a name that two councils bear: "HĐND phường Thuận An (từ 2025)". */
  const YEARS = /\s*\([^)]*\)$/;
  /** The names in the labels of an index, taken apart once. */
  const known = new WeakMap();

  /**
   * The words of a council's label: its kind, and the name that is its own ("Thanh Hóa" is no kind of "thành phố").
   * @param {string} label
   */
  hdnd.councilName = function (label) {
    const words = hdnd.words(label.replace(YEARS, ""));
    const name = words.slice(words[0] === "hđnd" ? 1 : 0);
    const kind = KINDS.find((kind) => kind.length < name.length && stands(kind, name, 0)) || [];
    return { kind: kind, own: name.slice(kind.length) };
  };

  /**
   * What a question says of documents besides their titles.
   * @param {Facet[]} facets  the labels of the index
   * @param {string[]} words
   * @returns {{terms: string[], words: string[]}[]}  for each what documents may bear, and the words that say it
   */
  hdnd.factsAsked = function (facets, words) {
    if (!known.has(facets)) known.set(facets, namesOf(facets));
    const names = known.get(facets);
    const said = councils(names.councils, words).concat(kinds(names.kinds, words)).concat(years(words));
    const within = (span, word) => words.every((one, at) => one !== word || (at >= span.from && at < span.to));
    return said.map(function (span) {
      const own = words.slice(span.from, span.to).filter((word) => within(span, word));
      return { terms: span.terms, words: Array.from(new Set(own)) };
    });
  };

  /**
   * How councils, kinds of document and organs are called.
   * @param {Facet[]} facets
   */
  function namesOf(facets) {
    const values = (/** @type {string} */ name) =>
      Object.values((facets.find((facet) => facet.name === name) || { values: {} }).values);
    const kinds = values("type").concat(ORGANS.split("|"));
    return { councils: values("council").map(hdnd.councilName), kinds: kinds.map(hdnd.words).map(kindOf) };
  }

  /**
   * The terms of a card, as plugins/archive_facts.py has them of a document; the organ is not among them.
   * @param {Facet[]} facets
   * @param {Card} card
   */
  hdnd.factsOf = function (facets, card) {
    const label = (/** @type {string} */ name) =>
      (facets.find((facet) => facet.name === name) || { values: {} }).values[card[name]] || "";
    const { kind, own } = hdnd.councilName(label("council"));
    const [year, month] = String(card.date).split("-");
    return [
      own.join("_") + "_=" + kind.join("_"),
      hdnd.words(label("type")).join("_") + "_=",
      year + "_=",
      "tháng_" + Number(month) + "_" + year + "_=",
    ];
  };

  /**
   * What the words say of documents besides titles, with the documents of which it is true.
   * @param {Index} index
   * @param {string[]} words
   * @returns {Promise<Fact[]>}
   */
  hdnd.readFacts = async function (index, words) {
    const facts = hdnd.factsAsked(index.labels.facets, words);
    const read = await Promise.all(
      facts.map(async function (fact) {
        const rows = await Promise.all(fact.terms.map((term) => index.rows(hdnd.fold(term))));
        const own = rows.flat().filter((row) => fact.terms.includes(row.term));
        return { words: fact.words, term: own.length ? oneTerm(index, own) : null };
      }),
    );
    return read.filter((fact) => fact.term);
  };

  /**
   * Rows of different terms as one.
   * @param {Index} index
   * @param {Row[]} rows
   */
  function oneTerm(index, rows) {
    return hdnd.gather(
      index,
      rows.map((row) => Object.assign({}, row, { term: rows[0].term })),
      false,
    )[0];
  }

  /**
   * The councils that are named, at each place those whose own name is the longest.
   * @param {{kind: string[], own: string[]}[]} names
   * @param {string[]} words
   */
  function councils(names, words) {
    const found = [];
    for (let at = 0; at < words.length; at += 1) {
      const most = Math.max(0, ...names.map(({ own }) => said(own, words, at)));
      if (!most) continue;
      const long = names.filter(({ own }) => said(own, words, at) === most);
      const [kind, size] = kindBefore(words, at);
      const meant = long.filter((name) => kind && name.kind.join(" ") === kind.join(" "));
      const from = ownersBefore(words, meant.length ? at - size : at);
      const terms = (meant.length ? meant : long).map(({ kind, own }) => own.join("_") + "_=" + kind.join("_"));
      found.push({ from: from, to: at + most, terms: Array.from(new Set(terms)) });
      at += most - 1;
    }
    return found;
  }

  /**
   * Of how many words at a place a name is: of all its own, or of one, its first letters where they are three or more
   * ("TDM"; two are the initials of many things); 0 where it does not stand there.
   * @param {string[]} own
   * @param {string[]} words
   * @param {number} at
   */
  function said(own, words, at) {
    if (own.length && stands(own, words, at)) return own.length;
    return own.length > 2 && stands([own.map((word) => word[0]).join("")], words, at) ? 1 : 0;
  }

  /**
   * The kind of council that stands before a place, also as "TP" and "P.", and of how many words it is.
   * @param {string[]} words
   * @param {number} at
   * @returns {[string[] | undefined, number]}
   */
  function kindBefore(words, at) {
    const short = SHORT.get(words[at - 1]);
    if (short) return [short, 1];
    const before = KINDS.filter((kind) => kind.length <= at && stands(kind, words, at - kind.length));
    const kind = before.sort((one, other) => other.length - one.length)[0];
    return [kind, kind ? kind.length : 0];
  }

  /**
   * Where "của HĐND" begins, if that stands before a place; else the place.
   * @param {string[]} words
   * @param {number} at
   */
  function ownersBefore(words, at) {
    const council = COUNCIL.find((one) => one.length <= at && stands(one, words, at - one.length)) || [];
    const from = at - council.length;
    return from > 0 && stands(OF, words, from - 1) ? from - 1 : from;
  }

  /**
   * A kind of document or an organ: its term, its words, and what a notation has for it ("nq").
   * @param {string[]} name
   */
  function kindOf(name) {
    return { name: name, terms: [name.join("_") + "_="], short: hdnd.notationOf(name.map(hdnd.fold).join(" ")) };
  }

  /**
   * The kinds of document and the organs that are named, in words or as a notation has it.
   * @param {{name: string[], terms: string[], short: string}[]} names
   * @param {string[]} words
   */
  function kinds(names, words) {
    return names.flatMap(function ({ name, terms, short }) {
      const spans = words.map(function (word, at) {
        if (name.length > 1 && stands(name, words, at)) return { from: at, to: at + name.length, terms: terms };
        return short && hdnd.fold(word) === short ? { from: at, to: at + 1, terms: terms } : null;
      });
      return spans.filter(Boolean);
    });
  }

  /**
   * The years that are named, with "năm" before them, which titles need not say either; and a month before that.
   * @param {string[]} words
   */
  function years(words) {
    return words.flatMap(function (word, at) {
      if (!YEAR.test(word)) return [];
      const from = at > 0 && hdnd.fold(words[at - 1]) === "nam" ? at - 1 : at;
      const year = { from: from, to: at + 1, terms: [word + "_="] };
      if (from < 2 || !stands(["tháng"], words, from - 2) || !/^(?:[1-9]|1[0-2])$/.test(words[from - 1])) return [year];
      return [year, { from: from - 2, to: from, terms: ["tháng_" + words[from - 1] + "_" + word + "_="] }];
    });
  }

  /**
   * Whether a name stands at a place: each word as the name writes it, or without marks.
   * @param {string[]} name
   * @param {string[]} words
   * @param {number} at
   */
  function stands(name, words, at) {
    return name.every((word, step) => words[at + step] === word || words[at + step] === hdnd.fold(word));
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
