/* What to say when nothing was found: what the archive holds of the council and the year asked for, and like spellings. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const KIND_WORDS = new Set(
    "hdnd hoi dong nhan dan tinh thanh pho tp quan huyen thi xa phuong tran dac khu".split(" "),
  );
  const MOST_OFFERED = 3;

  /**
   * What the archive holds that a question may be about.
   * @returns {{all: number, years: string[], council: ?{value: string, label: string, level: string}, year: string,
   *   ofCouncil: number, ofBoth: number}}  numbers of documents; tombstones are none
   */
  hdnd.holdings = function (index, columns, text) {
    const place = (name) => index.facets.indexOf(name);
    const of = (name) => columns[place(name)] || [];
    const council = namedCouncil(index.labels.facets[place("council")], text);
    const year = (/(?:^|[^0-9])((?:19|20)[0-9]{2})(?![0-9])/.exec(text) || [])[1] || "";
    const slots = Object.keys(of("year"))
      .map(Number)
      .filter((slot) => of("year")[slot]);
    const ofCouncil = council ? slots.filter((slot) => of("council")[slot] === council.value) : slots;
    return {
      all: slots.length,
      years: Array.from(new Set(slots.map((slot) => of("year")[slot]))).sort(),
      council: council && Object.assign(council, { level: ofCouncil.length ? of("level")[ofCouncil[0]] : "" }),
      year: year,
      ofCouncil: ofCouncil.length,
      ofBoth: ofCouncil.filter((slot) => of("year")[slot] === year).length,
    };
  };

  /** The council whose own name, without its kind, is the longest that stands in a text; null where two are as long. */
  function namedCouncil(facet, text) {
    const said = " " + hdnd.words(text).map(hdnd.fold).join(" ") + " ";
    let best = null;
    for (const [value, label] of Object.entries((facet && facet.values) || {})) {
      const words = hdnd.words(label).map(hdnd.fold);
      const own = words.filter(
        (word, at) => !(KIND_WORDS.has(word) && words.slice(0, at).every((one) => KIND_WORDS.has(one))),
      );
      if (!own.length || !said.includes(" " + own.join(" ") + " ")) continue;
      const whole = said.includes(" " + words.filter((word) => word !== "hdnd").join(" ") + " ") ? 1 : 0;
      const size = 2 * own.length + whole;
      if (!best || size > best.size) best = { value: value, label: label, size: size, alone: true };
      else if (size === best.size) best.alone = false;
    }
    return best && best.alone ? { value: best.value, label: best.label } : null;
  }

  /**
   * For words that no document has, those of the index that are spelled most alike, two letters apart at most.
   * @returns {Promise<string[]>}  the question with each such word replaced, best first
   */
  hdnd.spelledAlike = async function (index, words) {
    const unknown = [];
    for (const word of words) {
      if (/^[^0-9/]{3,}$/.test(word) && !(await index.rows(hdnd.fold(word))).length) unknown.push(word);
    }
    if (!unknown.length) return [];
    const vocabulary = (await index.vocabulary()).filter((word) => /^[^0-9]{2,}$/.test(word));
    const near = unknown.map((word) =>
      vocabulary
        .map((other) => [apart(hdnd.fold(word), hdnd.fold(other)), other])
        .filter(([distance]) => distance <= 2)
        .sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1)),
    );
    if (near.some((list) => !list.length)) return [];
    const offer = (turn) =>
      words
        .map((word) => {
          const list = near[unknown.indexOf(word)];
          return list ? list[Math.min(turn, list.length - 1)][1] : word;
        })
        .join(" ");
    return Array.from(new Set(Array.from({ length: MOST_OFFERED }, (_, turn) => offer(turn))));
  };

  /** Letters that must be put in, taken out or changed to make one word of the other (Levenshtein); 3 stands for more. */
  function apart(one, other) {
    if (Math.abs(one.length - other.length) > 2) return 3;
    let row = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let from = 1; from <= one.length; from += 1) {
      const next = [from];
      for (let to = 1; to <= other.length; to += 1) {
        next.push(Math.min(next[to - 1] + 1, row[to] + 1, row[to - 1] + (one[from - 1] === other[to - 1] ? 0 : 1)));
      }
      row = next;
    }
    return Math.min(3, row[other.length]);
  }

  /** The sentence about what is held. */
  hdnd.heldSentence = function (held) {
    const some = (count) => hdnd.put("{0} văn bản", hdnd.figure(count));
    if (held.council) {
      const [all, name] = [some(held.ofCouncil), held.council.label];
      if (!held.year) return hdnd.put("Kho có {0} của {1}.", all, name);
      if (!held.ofBoth)
        return hdnd.put("Kho có {0} của {1}, nhưng không có văn bản nào năm {2}.", all, name, held.year);
      return hdnd.put("Kho có {0} của {1}, trong đó {2} năm {3}.", all, name, some(held.ofBoth), held.year);
    }
    if (held.year) return hdnd.put("Kho có {0} năm {1}.", some(held.ofBoth), held.year);
    const [first, last] = [held.years[0], held.years[held.years.length - 1]];
    if (held.years.length < 2) return hdnd.put("Kho có {0}.", some(held.all));
    return hdnd.put("Kho có {0}, từ năm {1} đến năm {2}.", some(held.all), first, last);
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
