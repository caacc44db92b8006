/* Say what the browser's scripts make of the cases: node cases.cjs FILE → one JSON object. */
"use strict";
const fs = require("node:fs");
const browser = require("./browser.cjs");

const hdnd = browser.start(".", ["words", "codec", "question", "facts", "syllable", "repair"]);
const cases = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const COUNCILS = ["phường Uyên Hưng", "thành phố Thuận An", "phường Thuận An (từ 2025)", "xã Thuận An Hạ", "thành phố Đông Đầm Mới"];
const FACETS = [
  { name: "council", values: Object.fromEntries(COUNCILS.map((name, at) => [at, "HĐND " + name])) },
  { name: "type", values: { 1: "Nghị quyết", 2: "Kết luận" } },
];

const termOf = ({ kind, own }) => own.join("_") + "_=" + kind.join("_");

function answer(kind, one) {
  if (kind === "words") return hdnd.words(one.text);
  if (kind === "fold") return hdnd.fold(one.term);
  if (kind === "numbers") return "typed" in one ? hdnd.typedNumber(one.typed) : hdnd.numbers(one.text);
  if (kind === "heard") return hdnd.heardNumber(one.typed);
  if (kind === "composed") return hdnd.composed(one.typed);
  if (kind === "syllables") return hdnd.isSyllable(one);
  if (kind === "capitals") return hdnd.question(one.typed).capitals;
  if (kind === "slips") return hdnd.slip(one[0], one[1]);
  if (kind === "questions") return hdnd.question(one.typed, one.fields);
  if (kind === "figures") return hdnd.withFigures(one.typed);
  if (kind === "councils") return termOf(hdnd.councilName(one.label));
  if (kind === "asked") return hdnd.factsAsked(FACETS, hdnd.question(one.typed).words).map((fact) => [fact.terms, fact.words]);
  if (kind === "digits") return hdnd.numbersOf(one);
  return Array.from(hdnd.narrow(one));
}

const said = {};
for (const [kind, list] of Object.entries(cases)) said[kind] = list.map((one) => answer(kind, one));
console.log(JSON.stringify(said));
