/* The long list of councils: a box that leaves those whose name, or whose old district's name, holds what is typed. */
(function () {
  "use strict";

  const box = /** @type {HTMLInputElement} */ (document.getElementById("loc-ten"));
  const said = /** @type {HTMLElement} */ (document.querySelector(".sieve [role=status]"));
  const wards = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("#danh-sach .ward"));
  const groups = Array.from(wards, (group) => ({
    node: group,
    open: group.open, // a group alone, or of one council, is never folded
    title: fold(group.querySelector("summary").textContent),
    rows: Array.from(group.querySelectorAll("li"), (/** @type {HTMLElement} */ row) => ({
      node: row,
      name: fold(row.textContent),
    })),
  }));

  /**
   * Letters as names are compared: small, without marks. Same rules as pipeline/text.py.
   * @param {string} text
   */
  function fold(text) {
    return text
      .toLowerCase()
      .replace(/đ/g, "d")
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "");
  }

  /** Show the entries in which the words stand. */
  function sift() {
    const wanted = fold(box.value.trim());
    let any = false;
    for (const group of groups) {
      const whole = group.title.includes(wanted);
      let left = 0;
      for (const row of group.rows) {
        row.node.hidden = !whole && !row.name.includes(wanted);
        left += row.node.hidden ? 0 : 1;
      }
      group.node.hidden = left === 0;
      group.node.open = group.open || (wanted !== "" && left > 0);
      any = any || left > 0;
    }
    said.textContent = any ? "" : said.dataset.none;
  }

  box.parentElement.hidden = false;
  box.addEventListener("input", sift);
})();
