/* What to say when nothing was found: what the archive holds of the council and the year asked for, and like spellings. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MOST_OFFERED = 3;
  /** Of several unknown words each must be this long and one letter off: else what comes out says nothing. */
  const LONG = 4;

  /**
   * What the archive holds that a question may be about.
   * @returns {{all: number, years: string[], councils: Array<{value: string, label: string, level: string}>, year: string,
   *   ofCouncil: number, ofBoth: number}}  numbers of documents; tombstones are none. Two councils may have
   *   one name: a district and the commune in its place
   */
  hdnd.holdings = function (index, columns, text) {
    const place = (name) => index.facets.indexOf(name);
    const of = (name) => columns[place(name)] || [];
    const councils = namedCouncils(index.labels.facets[place("council")], text);
    const named = new Set(councils.map((one) => one.value));
    const year = (/(?:^|[^0-9])((?:19|20)[0-9]{2})(?![0-9])/.exec(text) || [])[1] || "";
    const slots = Object.keys(of("year"))
      .map(Number)
      .filter((slot) => of("year")[slot]);
    const ofCouncil = councils.length ? slots.filter((slot) => named.has(of("council")[slot])) : slots;
    const level = (value) => of("level")[slots.find((slot) => of("council")[slot] === value)] || "";
    return {
      all: slots.length,
      years: Array.from(new Set(slots.map((slot) => of("year")[slot]))).sort(),
      councils: councils.map((one) => Object.assign(one, { level: level(one.value) })),
      year: year,
      ofCouncil: ofCouncil.length,
      ofBoth: ofCouncil.filter((slot) => of("year")[slot] === year).length,
    };
  };

  /** The page of a council; in a portal it lies in the folder of its archive, with which its value begins. */
  hdnd.councilPage = function (value, level) {
    const steps = value.split("/");
    const archive = steps.length > 1 ? steps[0] + "/" : "";
    return archive + (hdnd.isEnglish ? "en/" : "") + level + "/" + steps[steps.length - 1] + "/index.html";
  };

  /**
   * The councils whose own name, without its kind, is the longest that stands in a text; none where too many are.
   * @param {Facet} facet
   * @param {string} text
   */
  function namedCouncils(facet, text) {
    const said = " " + hdnd.words(text).map(hdnd.fold).join(" ") + " ";
    const found = Object.entries((facet && facet.values) || {}).map(function ([value, label]) {
      return { value: value, label: label, size: named(label, said) };
    });
    const most = Math.max(0, ...found.map((one) => one.size));
    const best = found.filter((one) => one.size && one.size === most);
    return best.length > MOST_OFFERED ? [] : best.map((one) => ({ value: one.value, label: one.label }));
  }

  /**
   * How much of a council's name stands in a text: 0 where its own name does not.
   * @param {string} label
   * @param {string} said
   */
  function named(label, said) {
    const { kind, own } = hdnd.councilName(label);
    const stand = (/** @type {string[]} */ words) => said.includes(" " + words.map(hdnd.fold).join(" ") + " ");
    if (!own.length || !stand(own)) return 0;
    return 2 * own.length + (stand(kind.concat(own)) ? 1 : 0);
  }

  /**
   * For words that no document has, those of the index that are spelled most alike: a letter apart, two where the one
   * word is a long one. An abbreviation is spelled like nothing.
   * @returns {Promise<string[]>}  the question with each such word replaced, best first
   */
  hdnd.spelledAlike = async function (index, question) {
    const { words } = question;
    const unknown = [];
    for (const word of words) {
      if (hdnd.isAbbreviation(question, word)) continue;
      if (/^[^0-9/]{3,}$/.test(word) && !(await index.rows(hdnd.fold(word))).length) unknown.push(word);
    }
    if (!unknown.length) return [];
    const vocabulary = (await index.vocabulary()).filter((word) => /^[^0-9]{2,}$/.test(word));
    const near = unknown.map((word) =>
      vocabulary
        .map((other) => /** @type {[number, string]} */ ([apart(hdnd.fold(word), hdnd.fold(other)), other]))
        .filter(([distance]) => distance <= (unknown.length > 1 || word.length <= LONG ? 1 : 2))
        .sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1)),
    );
    if (near.some((list) => !list.length) || (unknown.length > 1 && unknown.some((word) => word.length < LONG)))
      return [];
    const offer = (/** @type {number} */ turn) =>
      words
        .map((word) => {
          const list = near[unknown.indexOf(word)];
          return list ? list[Math.min(turn, list.length - 1)][1] : word;
        })
        .join(" ");
    return Array.from(new Set(Array.from({ length: MOST_OFFERED }, (_, turn) => offer(turn))));
  };

  /**
   * Letters that must be put in, taken out or changed to make one word of the other (Levenshtein); 3 stands for more.
   * @param {string} one
   * @param {string} other
   */
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

  /** Links to the page of the council that was meant, and to questions that are spelled nearly so. */
  hdnd.waysOn = function (root, held, alike) {
    const links = alike.map(hdnd.askedLink);
    const found = links
      .flatMap((link, place) => [place ? ", " : hdnd.put(" Có phải ý bạn là: "), link])
      .concat(links.length ? "?" : []);
    const led = held.councils
      .filter((one) => one.level)
      .flatMap(function (one) {
        const path = hdnd.councilPage(one.value, one.level);
        return [" ", hdnd.link(root + path, hdnd.put("Xem văn bản của {0}", one.label)), "."];
      });
    return led.concat(found);
  };

  /** The sentence about what is held. */
  hdnd.heldSentence = function (held) {
    const some = (count) => hdnd.put("{0} văn bản", hdnd.figure(count));
    if (held.councils.length) {
      const [all, name] = [some(held.ofCouncil), held.councils.map((one) => one.label).join(", ")];
      if (!held.year) return hdnd.put("Cơ sở dữ liệu có {0} của {1}.", all, name);
      if (!held.ofBoth)
        return hdnd.put("Cơ sở dữ liệu có {0} của {1}, nhưng không có văn bản nào năm {2}.", all, name, held.year);
      return hdnd.put("Cơ sở dữ liệu có {0} của {1}, trong đó {2} năm {3}.", all, name, some(held.ofBoth), held.year);
    }
    if (held.year) return hdnd.put("Cơ sở dữ liệu có {0} năm {1}.", some(held.ofBoth), held.year);
    const [first, last] = [held.years[0], held.years[held.years.length - 1]];
    if (held.years.length < 2) return hdnd.put("Cơ sở dữ liệu có {0}.", some(held.all));
    return hdnd.put("Cơ sở dữ liệu có {0}, từ năm {1} đến năm {2}.", some(held.all), first, last);
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
