/* The search of a pack: the documents that have all words typed, with the first passage that has them. */
(function (/** @type {any} */ hdnd) {
  "use strict";

  const PASSAGES = "h2, h3, h4, p, td, th, li, dd";
  const form = /** @type {HTMLFormElement} */ (document.getElementById("tim"));
  const input = /** @type {HTMLInputElement} */ (document.getElementById("q"));
  const status = document.getElementById("trang-thai");
  const rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#muc-luc > li")));
  const docs = rows.map((row) => document.getElementById(row.dataset.of));
  /** @type {Map<Element, {exact: Set<string>, folded: Set<string>}>} */
  const known = new Map();

  /**
   * The words of an element, as typed and without marks; read once.
   * @param {Element} element
   */
  function words(element) {
    if (!known.has(element)) {
      const exact = hdnd.words(element.textContent).concat(hdnd.numbers(element.textContent));
      known.set(element, { exact: new Set(exact), folded: new Set(exact.map(hdnd.fold)) });
    }
    return known.get(element);
  }

  /**
   * Whether an element has all terms: with their marks, or (`folded`) without.
   * @param {Element} element
   * @param {string[]} terms
   * @param {boolean} folded
   */
  function has(element, terms, folded) {
    const found = words(element);
    return terms.every((term) => (folded ? found.folded.has(hdnd.fold(term)) : found.exact.has(term)));
  }

  /**
   * The passage of a document that a reader is shown: the first that has all terms, else the first that has one.
   * @param {Element} doc
   * @param {string[]} terms
   * @param {boolean} folded
   */
  function passage(doc, terms, folded) {
    const all = Array.from(doc.querySelectorAll(PASSAGES));
    return (
      all.find((one) => has(one, terms, folded)) || all.find((one) => terms.some((term) => has(one, [term], folded)))
    );
  }

  /**
   * The line under a row that leads to the passage.
   * @param {HTMLElement} row
   * @param {Element | undefined} found
   */
  function excerpt(row, found) {
    for (const old of row.querySelectorAll(".docs__excerpt")) old.remove();
    if (!found) return;
    const line = document.createElement("p");
    line.className = "docs__excerpt";
    const link = document.createElement("a");
    const target = found.closest("[id]");
    link.href = "#" + target.id;
    link.textContent = found.textContent.trim().slice(0, 200);
    line.append(link);
    row.append(line);
  }

  /** Show what has the words of the box; everything where it is empty. */
  function show() {
    const terms = hdnd.words(input.value).concat(hdnd.numbers(input.value));
    const folded = !docs.some((doc) => has(doc, terms, false));
    let count = 0;
    docs.forEach((doc, place) => {
      const found = has(doc, terms, folded);
      rows[place].hidden = doc.hidden = !found;
      excerpt(rows[place], found && terms.length ? passage(doc, terms, folded) : undefined);
      count += found ? 1 : 0;
    });
    const said = count
      ? count + " văn bản có đủ các từ" + (folded ? ", khi bỏ dấu" : "")
      : "Không văn bản nào có đủ các từ";
    status.textContent = terms.length ? said + "." : "";
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  input.addEventListener("input", () => !input.value.trim() && show());
})(/** @type {any} */ (globalThis).hdnd);
