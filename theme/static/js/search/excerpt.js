/* The piece of a text in which most of what was sought stands close together. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const WIDTH = 44;
  const BEFORE = 8;

  /**
   * Where sequences of words stand.
   * @param {Array<{term: string, start: number, end: number}>} spans
   * @param {Array<{words?: string[], names?: Set<string>, folded: boolean}>} sought
   * @returns {Array<{from: number, to: number, which: number}>} places in `spans`, `to` not included, in order
   */
  hdnd.occurrences = function (spans, sought) {
    const folded = sought.some((one) => one.folded) ? spans.map((span) => hdnd.fold(span.term)) : [];
    const found = [];
    for (let place = 0; place < spans.length; place += 1) {
      sought.forEach(function (one, which) {
        const term = (at) => (one.folded ? folded[at] : spans[at].term);
        const size = one.words ? one.words.length : 1;
        if (place + size > spans.length || size === 0) return;
        const stands = one.words
          ? one.words.every((word, step) => term(place + step) === word)
          : one.names.has(term(place));
        if (stands) found.push({ from: place, to: place + size, which: which });
      });
    }
    return alike(spans, found);
  };

  /**
   * Without the other spellings of a word that stands beside another one that was sought: "dau tu" is "đầu tư" in a text
   * that has it, and the district Dầu Tiếng beside it is not meant. Where no two stand side by side, all stay.
   * @param {{term: string, start: number, end: number}[]} spans
   * @param {{from: number, to: number, which: number}[]} found
   */
  function alike(spans, found) {
    const meant = new Map();
    found.forEach(function (one, place) {
      const near = [found[place - 1], found[place + 1]].some(
        (other) => other && other.which !== one.which && (other.to === one.from || one.to === other.from),
      );
      if (!near) return;
      if (!meant.has(one.which)) meant.set(one.which, new Set());
      meant.get(one.which).add(spelled(spans, one));
    });
    return found.filter((one) => !meant.has(one.which) || meant.get(one.which).has(spelled(spans, one)));
  }

  /**
   * The words of a find as they stand.
   * @param {{term: string, start: number, end: number}[]} spans
   * @param {{from: number, to: number}} one
   */
  function spelled(spans, one) {
    const words = spans.slice(one.from, one.to);
    return words.map((span) => span.term).join(" ");
  }

  /**
   * The best piece of a text, sooner from an article than from what stands before the first; null when nothing sought
   * stands in it.
   * @returns {?{anchor: string, pieces: Array<{text: string, hit: boolean}>}} `anchor`: of the passage, or of the article it is in
   */
  hdnd.excerpt = function (passages, sought) {
    let best = null;
    let anchor = "";
    const most = 2 * sought.length + 1;
    const letters = sought.map(lettersOf);
    for (const passage of passages) {
      if (best && best.worth === most) break; // a later one may be as good, never better
      anchor = passage.anchor || anchor;
      const bare = hdnd.bare(passage.text);
      const may = letters.filter((ways) => ways.some((way) => way.every((word) => bare.includes(word)))).length;
      if (!may || (best && 2 * may + 1 <= best.worth)) continue;
      const spans = hdnd.spans(passage.text);
      const found = hdnd.occurrences(spans, sought);
      const window = densest(found);
      const worth = window ? 2 * window.kinds + (anchor ? 1 : 0) : 0;
      if (worth > (best ? best.worth : 0)) {
        best = { worth: worth, window: window, spans: spans, found: found, text: passage.text, anchor: anchor };
      }
    }
    return best && { anchor: best.anchor, pieces: cut(best) };
  };

  /**
   * What must stand in a passage that has this: one of the ways, every word of it, without marks.
   * @param {Sought} one
   * @returns {string[][]}
   */
  function lettersOf(one) {
    return (one.words ? [one.words] : Array.from(one.names, (name) => [name])).map((way) => way.map(hdnd.fold));
  }

  /**
   * The stretch of WIDTH words with most kinds of what was sought.
   * @param {{from: number, to: number, which: number}[]} found
   */
  function densest(found) {
    let best = null;
    for (let first = 0; first < found.length; first += 1) {
      const kinds = new Set();
      for (let next = first; next < found.length && found[next].to <= found[first].from + WIDTH - BEFORE; next += 1) {
        kinds.add(found[next].which);
      }
      if (kinds.size && (!best || kinds.size > best.kinds)) best = { from: found[first].from, kinds: kinds.size };
    }
    return best;
  }

  /**
   * The pieces of the best stretch, with signs where the text goes on.
   * @param {any} best
   */
  function cut(best) {
    const first = Math.max(0, best.window.from - BEFORE);
    const last = Math.min(best.spans.length, first + WIDTH);
    const from = first === 0 ? 0 : best.spans[first].start;
    const to = last === best.spans.length ? best.text.length : best.spans[last - 1].end;
    const marks = best.found
      .filter((one) => one.from >= first && one.to <= last)
      .map((one) => [best.spans[one.from].start, best.spans[one.to - 1].end]);
    const pieces = hdnd.marked(
      best.text.slice(from, to),
      marks.map((mark) => [mark[0] - from, mark[1] - from]),
    );
    if (from > 0) pieces.unshift({ text: "… ", hit: false });
    if (to < best.text.length) pieces.push({ text: " …", hit: false });
    return pieces;
  }

  /** A text in pieces, those between the marks apart; marks are in order of their beginnings, may overlap or touch. */
  hdnd.marked = function (text, marks) {
    const pieces = [];
    let at = 0;
    for (const [start, end] of joined(text, marks)) {
      if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
      pieces.push({ text: text.slice(start, end), hit: true });
      at = end;
    }
    if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
    return pieces;
  };

  /**
   * Marks that overlap or have one space between them become one: "ngân sách" reads as two words, not as two finds.
   * @param {string} text
   * @param {number[][]} marks
   */
  function joined(text, marks) {
    const found = [];
    for (const [start, end] of marks) {
      const last = found[found.length - 1];
      if (last && (start <= last[1] || text.slice(last[1], start) === " ")) last[1] = Math.max(last[1], end);
      else found.push([start, end]);
    }
    return found;
  }

  /** A line in pieces, with all that was sought marked. */
  hdnd.markedLine = function (text, sought) {
    const spans = hdnd.spans(text);
    const found = hdnd.occurrences(spans, sought);
    return hdnd.marked(
      text,
      found.map((one) => [spans[one.from].start, spans[one.to - 1].end]),
    );
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
