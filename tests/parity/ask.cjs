/*
 * Ask an index questions as the search page does: node ask.cjs FOLDER QUESTION… → for each, the cards found; one JSON array.
 * The question "@FILE" stands for the questions of a JSON file.
 */
"use strict";
const fs = require("node:fs");
const browser = require("./browser.cjs");

const hdnd = browser.start(process.argv[2], [
  "words", "codec", "load", "segments", "score", "lunr-index", "question", "answer", "documents", "excerpt",
]);

async function ask(index, question) {
  const answer = await hdnd.answer(index, hdnd.question(question), { most: 100 });
  const found = [];
  for (const tier of answer.tiers) {
    for (const hit of tier.hits) {
      const document = await hdnd.readDocument(index, hit.slot);
      const excerpt = hdnd.excerpt(document.passages, tier.sought);
      found.push({ tier: tier.kind, slot: hit.slot, card: document.card, excerpt: excerpt });
    }
  }
  return found;
}

async function main() {
  const index = await hdnd.open("search/", "");
  const questions = process.argv.slice(3).flatMap((one) =>
    (one.startsWith("@") ? JSON.parse(fs.readFileSync(one.slice(1), "utf8")) : [one]));
  const said = [];
  for (const question of questions) said.push(await ask(index, question));
  console.log(JSON.stringify(said));
}

main();
