/* Ask an index a question as the search page does: node ask.cjs FOLDER QUESTION → the cards found, one JSON array. */
"use strict";
const browser = require("./browser.cjs");

const hdnd = browser.start(process.argv[2], [
  "words", "codec", "load", "segments", "score", "lunr-index", "question", "answer", "documents", "excerpt",
]);

async function main() {
  const index = await hdnd.open("search/", "");
  const answer = await hdnd.answer(index, hdnd.question(process.argv[3]), { most: 10 });
  const found = [];
  for (const tier of answer.tiers) {
    for (const hit of tier.hits) {
      const document = await hdnd.readDocument(index, hit.slot);
      const excerpt = hdnd.excerpt(document.passages, tier.sought);
      found.push({ tier: tier.kind, card: document.card, excerpt: excerpt });
    }
  }
  console.log(JSON.stringify(found));
}

main();
