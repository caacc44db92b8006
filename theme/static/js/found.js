/*
 * The words that a reader searched for, marked on the page that a result opens (…/index.html?tim=ngân+sách#dieu-3), with a way to
 * the next place and the one before. Words without marks are found in all spellings. Where all words stand side by side
 * anywhere, those places alone are marked; else words that are neighbours; else each.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const MOST = 500;
  const text = document.querySelector(".text");
  const typed = new URLSearchParams(location.search).get("tim");
  const asked = text && typed ? hdnd.words(typed.slice(0, 300)) : [];
  if (!asked.length) return;

  const plain = asked.every((word) => hdnd.fold(word) === word) ? hdnd.fold : (word) => word;
  const wanted = new Set(asked);

  /**
   * Runs of wanted words of a text node: {node, start, end, words}.
   * @param {Text} node
   */
  function runsOf(node) {
    const cleaned = hdnd.clean(node.data);
    if (cleaned.length !== node.data.length) node.data = cleaned; // places count in the cleaned text
    const runs = [];
    let last = null;
    for (const span of hdnd.spans(cleaned)) {
      const word = plain(span.term);
      if (!wanted.has(word)) {
        last = null;
      } else if (last) {
        last.end = span.end;
        last.words.push(word);
      } else {
        last = { node: node, start: span.start, end: span.end, words: [word] };
        runs.push(last);
      }
    }
    return runs;
  }

  /** The runs to mark: of whole sequences, else of neighbours, else of each word. */
  function runs() {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(...runsOf(/** @type {Text} */ (walker.currentNode)));
    const sought = " " + asked.join(" ") + " ";
    const whole = found.filter((run) => (" " + run.words.join(" ") + " ").includes(sought));
    const paired = found.filter((run) => run.words.length > 1);
    return (whole.length ? whole : paired.length ? paired : found).slice(0, MOST);
  }

  /** Mark them, the last of a node first, so that places before it stay where they are. */
  function marked() {
    const marks = runs()
      .reverse()
      .map(function (run) {
        const range = document.createRange();
        range.setStart(run.node, run.start);
        range.setEnd(run.node, run.end);
        const mark = document.createElement("mark");
        mark.tabIndex = -1;
        range.surroundContents(mark);
        return mark;
      });
    return marks.reverse();
  }

  /**
   * A button of the bar.
   * @param {string} label
   * @param {() => void} press
   */
  function button(label, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  }

  /**
   * A button that shows a sign, with what it is called.
   * @param {string} name
   * @param {HTMLElement} made
   */
  function named(name, made) {
    made.title = name;
    made.setAttribute("aria-label", name);
    return made;
  }

  /**
   * The first mark at or behind the place that the address names.
   * @param {HTMLElement[]} marks
   */
  function first(marks) {
    const place = document.getElementById(location.hash.slice(1));
    const behind = place
      ? marks.findIndex(
          (mark) => place.contains(mark) || place.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING,
        )
      : 0;
    return Math.max(0, behind);
  }

  const marks = marked();
  if (!marks.length) return;
  let here = first(marks);
  let seen = false;
  const said = document.createElement("span");
  const bar = document.createElement("div");
  said.setAttribute("role", "status");
  bar.className = "found";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Chỗ có từ đã tìm");

  /**
   * Show the place of this number, counted round.
   * @param {number} to
   */
  function go(to) {
    marks[here].classList.remove("found__here");
    here = (to + marks.length) % marks.length;
    marks[here].classList.add("found__here");
    marks[here].scrollIntoView({ block: "center" });
    say();
  }

  /**
   * Go on by so many places; but first to the one that is said to be shown while it never was: a page without an anchor opens
   * at its head, and an article may be longer than the screen.
   * @param {number} by
   */
  function step(by) {
    const { top, bottom } = marks[here].getBoundingClientRect();
    seen = seen || (top >= 0 && bottom <= window.innerHeight - bar.offsetHeight);
    go(seen ? here + by : here);
    seen = true;
  }

  /** Say which of the places is shown. */
  function say() {
    said.textContent = "Chỗ " + (here + 1) + " / " + marks.length;
  }

  /** The part of the text that the shown mark stands in. */
  function part() {
    let found = /** @type {HTMLElement} */ (marks[here]);
    while (found.parentElement !== text) found = found.parentElement;
    return found;
  }

  /** Put the bar behind the part that is shown first: there the next press of Tab leads, and not through the whole page. */
  function place() {
    document.documentElement.classList.add("finding");
    part().after(bar);
  }

  /** Take the marks away, and go on from where the reader is. */
  function clear() {
    const read = part();
    for (const mark of marks) mark.replaceWith(...mark.childNodes);
    bar.remove();
    document.documentElement.classList.remove("finding");
    read.tabIndex = -1;
    read.focus({ preventScroll: true });
  }

  say();
  marks[here].classList.add("found__here");
  bar.append(
    said,
    button("‹ Trước", () => step(-1)),
    button("Sau ›", () => step(1)),
    named("Bỏ đánh dấu", button("×", clear)), // a sign, so that a telephone has the bar in one row
  );
  bar.addEventListener("keydown", (event) => event.key === "Escape" && clear());
  place();
})((globalThis.hdnd = globalThis.hdnd || Object()));
