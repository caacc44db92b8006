/* The least search page: the question from the address, the ten best documents with the words around the hits. */
(function () {
  "use strict";
  const asked = new URLSearchParams(location.search).get("q") || "";
  const status = document.getElementById("status");
  document.getElementById("q").value = asked;

  /** A link to the document, and below it the words around what was found. */
  function row(root, found, excerpt) {
    const made = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + found.card.path + (excerpt && excerpt.anchor ? "#" + excerpt.anchor : "");
    link.textContent = found.card.title;
    made.append(link, document.createElement("br"));
    for (const piece of excerpt ? excerpt.pieces : []) {
      const part = document.createElement(piece.hit ? "mark" : "span");
      part.textContent = piece.text;
      made.append(part);
    }
    return made;
  }

  async function search() {
    const root = document.body.dataset.root;
    const index = await hdnd.open(root + "search/", "");
    const answer = await hdnd.answer(index, hdnd.question(asked), { most: 10 });
    const hits = answer.tiers.flatMap((tier) => tier.hits.map((hit) => ({ slot: hit.slot, sought: tier.sought })));
    for (const hit of hits) {
      const found = await hdnd.readDocument(index, hit.slot);
      document.getElementById("found").append(row(root, found, hdnd.excerpt(found.passages, hit.sought)));
    }
    return hits.length ? hits.length + " bài" : "Không có bài nào.";
  }

  /** What keeps a search from its answer: a word with too many endings; a file that is missing, or of another build. */
  function problem(error) {
    const broad = globalThis.hdnd && hdnd.TooBroad && error instanceof hdnd.TooBroad;
    return broad ? "Từ này có quá nhiều kết quả, hãy gõ thêm chữ." : "Không tìm được: thiếu một tệp của phần tìm kiếm.";
  }

  if (asked) {
    status.textContent = "Đang tìm…";
    search().then(
      (said) => (status.textContent = said),
      (error) => (status.textContent = problem(error)),
    );
  }
})();
