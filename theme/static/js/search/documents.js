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
    const source = index.sourceOf(slot);
    const own = slot - source.start;
    const address =
      index.folder +
      source.folder +
      "doc/" +
      Math.floor(own / 1000) +
      "/" +
      own +
      ".js?" +
      (source.build || index.build);
    const [packed, dictionary] = await Promise.all([
      hdnd.load(address, "document " + own),
      hdnd.readDictionary(index, source),
    ]);
    const text = hdnd.inflate(packed, dictionary);
    const lines = text.split("\n");
    let last = "";
    const passages = lines.slice(1).map(function (line) {
      const tab = line.indexOf("\t");
      if (tab > 0) last = last.slice(0, hdnd.numbersOf(line[0])[0]) + line.slice(1, tab);
      return { anchor: tab > 0 ? last : "", text: line.slice(tab + 1) };
    });
    return { card: placed(JSON.parse(lines[0]), source), passages: passages };
  }

  /**
   * A card of one archive of a portal: its page lies in that archive's folder, its council is that archive's.
   * @param {Card} card
   * @param {Source} source
   */
  function placed(card, source) {
    if (!source.name) return card;
    const council = card.council && source.name + "/" + card.council;
    return Object.assign(card, { path: source.name + "/" + card.path, council: council, province: source.name });
  }

  /** What the texts of an archive are packed with; undefined for none. */
  hdnd.readDictionary = async function (index, source) {
    const address = source.dictionary;
    const name = address.slice(address.lastIndexOf("/") + 1);
    const load = () => hdnd.load(index.folder + address + ".js", "dictionary " + name).then(hdnd.inflateBytes);
    return name ? hdnd.once(read, name, load) : undefined;
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
