/* Say what the browser's checker makes of packages: node check.cjs RULES PACKAGES → a list of lists of codes. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCRIPTS = path.join(__dirname, "..", "..", "theme", "static", "js");
for (const name of ["vendor/inflate.min", "check/bytes", "check/mend", "check/xml", "check/marks", "check/encoded", "check/files", "check/wrapped", "check/header", "check/package"]) {
  const file = path.join(SCRIPTS, name + ".js");
  vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
}
const [rules, packages] = process.argv.slice(2).map((file) => JSON.parse(fs.readFileSync(file, "utf8")));
const said = packages.map(function (one) {
  const bytes = Uint8Array.from(Buffer.from(one.data, "base64"));
  return [...new Set(globalThis.hdnd.check(bytes, one.name, rules).findings.map((finding) => finding.code))].sort();
});
console.log(JSON.stringify(said));
