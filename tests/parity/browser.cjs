/* Just enough of a browser for the search scripts in node: script elements that read files of a folder. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ROOT = path.join(__dirname, "..", "..");
const SCRIPTS = path.join(ROOT, "theme", "static", "js");

exports.requests = [];

/** What a script needs that is not named by whoever starts it. */
const NEEDS = { question: ["number"], answer: ["facts", "gone", "newest", "marks", "sheet", "rank", "reading", "syllable", "repair", "near"] };

/** Load the named scripts, each behind those that it needs. */
exports.start = function (folder, names) {
  globalThis.lunr = require(path.join(SCRIPTS, "vendor", "lunr.min.js"));
  globalThis.document = {
    createElement: () => ({ remove() {} }),
    head: {
      append(script) {
        const file = path.join(folder, script.src.split("?")[0]);
        setImmediate(function () {
          if (!fs.existsSync(file)) return script.onerror();
          exports.requests.push(file);
          const data = fs.readFileSync(file);
          vm.runInThisContext(data.toString(data[0] === 0xff ? "utf16le" : "utf8"), { filename: file });
          return script.onload();
        });
      },
    },
  };
  const all = names.flatMap((name) => [...(NEEDS[name] || []), name]);
  for (const name of new Set(["../vendor/inflate.min", ...all])) {
    const file = path.join(SCRIPTS, "search", name + ".js");
    vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
  }
  return globalThis.hdnd;
};
