/* Answers on the page. Nodes and text only: nothing typed or indexed is ever read as HTML. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** Boxes of a facet that stand open; a province has over a hundred councils. */
  const AT_ONCE = 10;
  const TIERS = {
    number: "Đúng số, ký hiệu",
    day: "Ban hành ngày này",
    kin: "Cùng số và năm, loại văn bản khác",
    alike: "Cùng số, ký hiệu nhưng văn bản không ghi năm trong số",
    cited: "Có nhắc đến số, ký hiệu này",
    folded: "Chỉ khớp khi bỏ dấu",
  };

  /**
   * An element with a class, which may be empty, and what is in it.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} name
   * @param {string} [kind]
   * @param {...(string | Node)} contents
   */
  function element(name, kind, ...contents) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...contents);
    return made;
  }

  /**
   * Say in which language an element stands: on an English page the list of results is Vietnamese, as its documents are.
   * @template {HTMLElement} T
   * @param {T} made
   * @param {string} tongue
   */
  function spoken(made, tongue) {
    if (hdnd.isEnglish) made.lang = tongue;
    return made;
  }

  /**
   * A label in the page's language; one that has no English as what it is.
   * @param {string} label
   */
  function named(label) {
    const said = hdnd.named(label);
    return spoken(element("span", "", said || label), said || !/\p{L}/u.test(label) ? "en" : "vi");
  }

  /**
   * Pieces as text, those that were sought as <mark>.
   * @param {Piece[]} pieces
   */
  function marked(pieces) {
    return pieces.map((piece) => (piece.hit ? element("mark", "", piece.text) : piece.text));
  }

  /** A link with a text. */
  hdnd.link = function (address, text) {
    const made = element("a", "", text);
    made.href = address;
    return made;
  };

  /** The way to another question, which it bears as its text. */
  hdnd.askedLink = (text) => hdnd.link(hdnd.writeAddress({ q: text, page: 1, chosen: [] }, []), text);

  /** A quiet button. */
  hdnd.button = function (text, press) {
    const made = element("button", "button button--quiet", text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  };

  /** A number as the page's language writes it: 1.234 in Vietnamese. */
  hdnd.figure = function (number) {
    return String(number).replace(/\B(?=(?:[0-9]{3})+$)/g, hdnd.isEnglish ? "," : ".");
  };

  /** The heading of a tier; null for the tier that needs none. */
  hdnd.tierHeading = function (kind) {
    return TIERS[kind] ? spoken(element("li", "docs__tier", hdnd.put(TIERS[kind])), "en") : null;
  };

  /**
   * One result in the shape of the theme's rows (components/row.html).
   * @param {object} labels  of the index; @param {string} root  way to the site's root; @param {object} found  a document; @param {object} hit  what was `sought` in it, what it `lacks`
   */
  hdnd.row = function (labels, root, found, hit) {
    const card = found.card;
    const sought = hit.sought;
    const excerpt = hdnd.excerpt(found.passages, sought);
    const link = element("a", "docs__link");
    link.href = root + card.path + marking(hit, excerpt) + (excerpt && excerpt.anchor ? "#" + excerpt.anchor : "");
    if (card.code) link.append(element("span", "docs__no", ...marked(hdnd.markedLine(card.code, sought))), " – ");
    link.append(element("span", "docs__title", ...marked(hdnd.markedLine(card.title, sought))));
    const row = element("li", "", element("span", "docs__date", ...dated(card.date)), link);
    const facts = factsOf(labels, card).concat(lacking(hit));
    if (facts.length) row.append(element("p", "docs__meta", ...facts));
    if (excerpt) row.append(element("p", "docs__excerpt", ...marked(excerpt.pieces)));
    return row;
  };

  /**
   * What the page of a result is to mark (js/found.js): words side by side before words alone.
   * @param {Hit} hit
   * @param {{anchor: string, pieces: Piece[]} | null} excerpt
   */
  function marking(hit, excerpt) {
    if (!excerpt) return "";
    const together = hit.sought.find((one) => one.words);
    const words = together ? together.words : hit.sought.flatMap((one) => Array.from(one.names));
    return "?" + new URLSearchParams({ tim: words.slice(0, 30).join(" ") });
  }

  /**
   * In what a document differs from the question.
   * @param {Hit} hit
   */
  function lacking(hit) {
    if (hit.lacks && hit.lacks.length)
      return [spoken(element("span", "", hdnd.put("Không có: {0}", hit.lacks.join(", "))), "en")];
    return hit.loose ? [named("Chỉ khớp khi bỏ dấu")] : [];
  }

  /**
   * A date in a <time>.
   * @param {string} date
   */
  function dated(date) {
    if (!date) return [];
    const time = element("time", "", hdnd.day(date));
    time.dateTime = date;
    return [time];
  }

  /**
   * What is said of a document below its title.
   * @param {Labels} labels
   * @param {Card} card
   */
  function factsOf(labels, card) {
    const shown = (labels.facets || [])
      .filter((facet) => facet.shown && card[facet.name])
      .map(function (facet) {
        const label = (facet.values || {})[card[facet.name]] || card[facet.name];
        return facet.name === "council" && card.organ ? card.organ + ", " + label : label;
      });
    return shown.concat(card.notes || []).map(named);
  }

  /**
   * Boxes of one facet.
   * @param {object} facet  its labels; @param {Array<{value: string, count: number}>} counts
   * @param {string[]} ticked; @param {function(string[]): void} change  called with the new ticks
   */
  hdnd.facetBoxes = function (facet, counts, ticked, change) {
    const set = element("fieldset", "facet", element("legend", "", hdnd.put(facet.label)));
    const rest = element(
      "details",
      "",
      element("summary", "", hdnd.put("Xem thêm {0}", hdnd.figure(counts.length - AT_ONCE))),
    );
    counts.forEach(function (one, place) {
      const box = element("input");
      box.type = "checkbox";
      box.name = facet.parameter;
      box.value = one.value;
      box.checked = ticked.includes(one.value);
      box.addEventListener("change", function () {
        change(box.checked ? ticked.concat(one.value) : ticked.filter((value) => value !== one.value));
      });
      const line = element(
        "label",
        "",
        box,
        named((facet.values || {})[one.value] || one.value),
        element("span", "count", hdnd.figure(one.count)),
      );
      (place < AT_ONCE || box.checked ? set : rest).append(line);
    });
    if (rest.children.length > 1) set.append(rest);
    return set;
  };

  /** By fit or by date: the one that is shown, and a link to the other. */
  hdnd.orders = function (newest, address, follow) {
    const link = hdnd.link(address, hdnd.put(newest ? "phù hợp nhất" : "mới nhất"));
    followed(link, follow);
    return [hdnd.put("Xếp theo: "), ...(newest ? [link, hdnd.put(", mới nhất")] : [hdnd.put("phù hợp nhất, "), link])];
  };

  /**
   * A plain click on a link does this instead of loading the page anew.
   * @param {HTMLElement} link
   * @param {() => void} follow
   */
  function followed(link, follow) {
    link.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      follow();
    });
  }

  /** Links to the page before and the page after. */
  hdnd.pager = function (page, pages, addressOf, follow) {
    const ways = [
      { to: page - 1, way: "prev", label: "‹ Trang trước" },
      { to: page + 1, way: "next", label: "Trang sau ›" },
    ];
    const links = ways.map(function ({ to, way, label }) {
      if (to < 1 || to > pages) return element("span");
      const link = element("a", "", hdnd.put(label));
      link.rel = way;
      link.href = addressOf(to);
      followed(link, () => follow(to));
      return link;
    });
    links.splice(1, 0, element("span", "", hdnd.put("Trang {0} / {1}", hdnd.figure(page), hdnd.figure(pages))));
    return links;
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
