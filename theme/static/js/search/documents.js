/* Card and text of a document, for the few that are shown. */
(function (hdnd) {
  "use strict";

  const read = new Map();

  /**
   * @returns {Promise<{card: object, passages: Array<{anchor: string, text: string}>}>}
   */
  hdnd.readDocument = function (index, slot) {
    if (!read.has(slot)) read.set(slot, request(index, slot));
    return read.get(slot);
  };

  async function request(index, slot) {
    const address = index.folder + "doc/" + Math.floor(slot / 1000) + "/" + slot + ".js?" + index.build;
    const [packed, dictionary] = await Promise.all([hdnd.load(address, "document " + slot), dictionaryOf(index)]);
    const text = await hdnd.inflate([dictionary, hdnd.narrow(packed)], index.dictionary[1]);
    const lines = text.split("\n");
    let last = "";
    const passages = lines.slice(1).map(function (line) {
      const tab = line.indexOf("\t");
      if (tab > 0) last = last.slice(0, hdnd.numbersOf(line[0])[0]) + line.slice(1, tab);
      return { anchor: tab > 0 ? last : "", text: line.slice(tab + 1) };
    });
    return { card: JSON.parse(lines[0]), passages: passages };
  }

  async function dictionaryOf(index) {
    const name = index.dictionary[0];
    return name ? hdnd.narrow(await hdnd.load(index.folder + name + ".js", "dictionary " + name)) : new Uint8Array(0);
  }
})(globalThis.hdnd = globalThis.hdnd || {});
