/*
 * Ask the shards and the monolith the same questions: node compare.cjs FOLDER
 * FOLDER has search/ (the shards), exact.json and folded.json (what lunr.py built) and questions.json; prints what differs.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const browser = require("./browser.cjs");

const folder = process.argv[2];
const hdnd = browser.start(folder, ["words", "codec", "load", "segments", "score", "lunr-index"]);
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));

async function main() {
  const monoliths = { exact: lunr.Index.load(read("exact.json")), folded: lunr.Index.load(read("folded.json")) };
  const index = await hdnd.open("search/", "");
  const questions = read("questions.json");
  const report = { asked: 0, hits: 0, wrong: [] };
  for (const question of questions) {
    const whole = hdnd.ask(monoliths[question.folded ? "folded" : "exact"], question.clauses.map((one) => ({ ...one })));
    const most = question.most || 50;
    const ours = await hdnd.search(index, question.clauses, { folded: Boolean(question.folded), most: most });
    report.asked += 1;
    report.hits += whole.length;
    const same = ours.slots.length === whole.length && JSON.stringify(ours.hits) === JSON.stringify(whole.slice(0, most));
    if (!same) report.wrong.push({ question, ours: ours.hits.slice(0, 5), whole: whole.slice(0, 5), counts: [ours.slots.length, whole.length] });
  }
  console.log(JSON.stringify(report));
}

main();
