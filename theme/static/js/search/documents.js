/* Card and text of a document, for the few that are shown. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const read = new Map();

  /**
   * @returns {Promise<{card: object, passages: Array<{anchor: string, text: string}>}>}
   */
  hdnd.readDocument = function (index, slot) {
    return hdnd.once(read, slot, () => request(index, slot));
  };

  /**
   * Read and unpack one document.
   * @param {Index} index
   * @param {number} slot
   */
  async function request(index, slot) {
    const address = index.folder + "doc/" + Math.floor(slot / 1000) + "/" + slot + ".js?" + index.build;
    const [packed, dictionary] = await Promise.all([
      hdnd.load(address, "document " + slot),
      hdnd.readDictionary(index),
    ]);
    const text = hdnd.inflate(packed, dictionary);
    const lines = text.split("\n");
    let last = "";
    const passages = lines.slice(1).map(function (line) {
      const tab = line.indexOf("\t");
      if (tab > 0) last = last.slice(0, hdnd.numbersOf(line[0])[0]) + line.slice(1, tab);
      return { anchor: tab > 0 ? last : "", text: line.slice(tab + 1) };
    });
    return { card: JSON.parse(lines[0]), passages: passages };
  }

  /** What the texts are packed with; undefined for none. */
  hdnd.readDictionary = async function (index) {
    const name = index.dictionary;
    const load = () => hdnd.load(index.folder + name + ".js", "dictionary " + name).then(hdnd.inflateBytes);
    return name ? hdnd.once(read, name, load) : undefined;
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
