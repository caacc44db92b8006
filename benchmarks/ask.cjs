/*
 * Ask an index questions through the search page's own scripts: node ask.cjs FOLDER QUESTIONS.json
 * → for each question its first ten slots, what was counted, the milliseconds, the files that it read from a cold start, and
 * how many texts were asked for before the `first` result stood.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");
const browser = require("../tests/parity/browser.cjs");

const MOST = 10;
const folder = process.argv[2];
const hdnd = browser.start(folder, [
  "words", "codec", "load", "segments", "score", "lunr-index", "question", "answer", "documents", "excerpt",
]);
const sizes = new Map();
let files = new Set();

/* Promises are remembered by the scripts; what counts is what a question would read with nothing remembered. */
const load = hdnd.load;
hdnd.load = function (address, key) {
  files.add(address.split("?")[0]);
  return load(address, key);
};
const readDocument = hdnd.readDocument;
hdnd.readDocument = function (index, slot) {
  files.add(index.folder + "doc/" + Math.floor(slot / 1000) + "/" + slot + ".js");
  files.add(index.folder + index.sources[0].dictionary + ".js");
  return readDocument(index, slot);
};

function sent(name) {
  if (!sizes.has(name)) sizes.set(name, zlib.gzipSync(fs.readFileSync(path.join(folder, name))).length);
  return sizes.get(name);
}

const texts = () => Array.from(files).filter((name) => name.includes("/doc/")).length;

async function ask(question) {
  files = new Set();
  const index = await hdnd.open("search/", "");
  const start = process.hrtime.bigint();
  let first = NaN;
  const early = () => {
    first = Number.isNaN(first) ? texts() : first;
  };
  const answer = await hdnd.answer(index, hdnd.question(question), { most: MOST, early: early });
  early();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const hits = answer.tiers.flatMap((tier) => tier.hits).slice(0, MOST);
  await Promise.all(hits.map((hit) => hdnd.readDocument(index, hit.slot)));
  let found = 0;
  let shown = 0;
  for (const name of files) {
    shown += sent(name);
    if (!name.includes("/doc/") && !name.includes("dictionary-")) found += sent(name);
  }
  return {
    slots: hits.map((hit) => hit.slot), partly: answer.partly, ms: ms, found: found, shown: shown,
    first: first, texts: texts(),
    total: answer.tiers.reduce((sum, tier) => sum + tier.slots.length, 0),
  };
}

async function main() {
  const said = [];
  for (const question of JSON.parse(fs.readFileSync(process.argv[3], "utf8"))) said.push(await ask(question));
  console.log(JSON.stringify(said));
}

main();
