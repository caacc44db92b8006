/* The least search page: the question from the address, the ten best documents with the words around the hits. */
(async function () {
  "use strict";
  const asked = new URLSearchParams(location.search).get("q") || "";
  const status = document.getElementById("status");
  document.getElementById("q").value = asked;
  if (!asked) return;
  status.textContent = "Đang tìm…";
  const root = document.body.dataset.root;
  const index = await hdnd.open(root + "search/", "");
  const answer = await hdnd.answer(index, hdnd.question(asked), { most: 10 });
  const hits = answer.tiers.flatMap((tier) => tier.hits.map((hit) => ({ slot: hit.slot, sought: tier.sought })));
  for (const hit of hits) {
    const found = await hdnd.readDocument(index, hit.slot);
    const excerpt = hdnd.excerpt(found.passages, hit.sought);
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + found.card.path + (excerpt && excerpt.anchor ? "#" + excerpt.anchor : "");
    link.textContent = found.card.title;
    row.append(link, document.createElement("br"));
    for (const piece of excerpt ? excerpt.pieces : []) {
      const part = document.createElement(piece.hit ? "mark" : "span");
      part.textContent = piece.text;
      row.append(part);
    }
    document.getElementById("found").append(row);
  }
  status.textContent = hits.length ? hits.length + " bài" : "Không có bài nào.";
})();
